import { expect } from 'chai';
import { defineCommand, type CommandContext } from './command.js';
import { ExitCode } from './error.js';
import { arg, flag } from './flags.js';
import { schema } from './schema.js';
import { toolOf } from './tool.js';

/** True for two types that are the same, and not merely alike. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

// What is wrong here does not compile, and what has stopped to be wrong does not either.
describe('the types of a command', () => {
  it('give each flag and each argument what its builder says', () => {
    const command = defineCommand({
      summary: 'Take flags',
      flags: {
        name: flag.string('A name'),
        place: flag.string('A place', { default: 'here' }),
        key: flag.string('A key', { required: true }),
        tag: flag.strings('A tag'),
        loud: flag.boolean('Loud'),
        times: flag.integer('Times', { default: 1 }),
        ratio: flag.number('A ratio'),
        mood: flag.oneOf(['glad', 'grim'], 'A mood'),
        parts: flag.fewOf(['a', 'b'], 'Parts'),
      },
      args: {
        first: arg.string('The first', { required: true }),
        second: arg.integer('The second'),
        side: arg.oneOf(['left', 'right'], 'A side', { required: true }),
        others: arg.rest('Others'),
      },
      async run({ flags, args }) {
        true satisfies Same<typeof flags.name, string | undefined>;
        true satisfies Same<typeof flags.place, string>;
        true satisfies Same<typeof flags.key, string>;
        true satisfies Same<typeof flags.tag, readonly string[] | undefined>;
        true satisfies Same<typeof flags.loud, boolean>;
        true satisfies Same<typeof flags.times, number>;
        true satisfies Same<typeof flags.ratio, number | undefined>;
        true satisfies Same<typeof flags.mood, 'glad' | 'grim' | undefined>;
        true satisfies Same<typeof flags.parts, readonly ('a' | 'b')[] | undefined>;
        true satisfies Same<typeof args.first, string>;
        true satisfies Same<typeof args.second, number | undefined>;
        true satisfies Same<typeof args.side, 'left' | 'right'>;
        true satisfies Same<typeof args.others, readonly string[]>;
        // @ts-expect-error -- it may not be given
        true satisfies Same<typeof flags.name, string>;
        // @ts-expect-error -- no such flag
        void flags.nothing;
        // @ts-expect-error -- no such argument
        void args.third;
        // @ts-expect-error -- no such word
        void (flags.mood === 'sad');
        // @ts-expect-error -- what is given is not changed
        flags.loud = true;
        return {};
      },
    });
    expect(Object.keys(command.flags ?? {})).to.have.length(9);
  });

  it('know the result in render, exitCode and the table', () => {
    const command = defineCommand({
      summary: 'Return something',
      run: async () => ({ names: ['a'], sure: true }),
      render(result, view) {
        true satisfies Same<typeof result, { names: string[]; sure: boolean }>;
        // @ts-expect-error -- not part of the result
        void result.name;
        return view.style.bold(result.names.join());
      },
      exitCode: ({ sure }) => (sure ? ExitCode.ok : ExitCode.refused),
    });
    expect(command.summary).to.equal('Return something');
  });

  it('hold the result to its schema, and events to theirs', () => {
    defineCommand({
      summary: 'Emit',
      output: schema.object({ taken: schema.string }),
      events: schema.object({ step: schema.integer }),
      async run({ emit }) {
        emit({ step: 1 });
        // @ts-expect-error -- not an event of this command
        emit({ stage: 1 });
        return { taken: 'all' };
      },
    });
    defineCommand({
      summary: 'Return what is not said',
      output: schema.object({ taken: schema.string }),
      // @ts-expect-error -- a number, where the schema has a string
      run: async () => ({ taken: 1 }),
    });
    defineCommand({
      summary: 'Emit nothing',
      async run({ emit }) {
        // @ts-expect-error -- without a schema there are no events
        emit({ step: 1 });
        return {};
      },
    });
  });

  it('refuse what cannot be meant', () => {
    defineCommand({
      summary: 'Group flags',
      flags: { file: flag.string('A file'), url: flag.string('An address') },
      exactlyOne: [['file', 'url']],
      run: async () => ({}),
    });
    defineCommand({
      summary: 'Group flags that are not there',
      flags: { file: flag.string('A file') },
      // @ts-expect-error -- no such flag
      exactlyOne: [['file', 'url']],
      run: async () => ({}),
    });
    // @ts-expect-error -- a default that is none of the words
    flag.oneOf(['glad', 'grim'], 'A mood', { default: 'sad' });
    // @ts-expect-error -- an effect that nobody knows
    defineCommand({ summary: 'Do', effects: ['magic'], run: async () => ({}) });
  });

  it('hold a tool to the flags, arguments and result of its command', () => {
    type Found = { readonly names: readonly string[] };
    const flags = { limit: flag.integer('How many', { default: 3 }) };
    const args = { word: arg.rest('What') };
    const tool = toolOf<Found, typeof flags, typeof args>()({
      name: 'find_names',
      description: 'Names that hold a word.',
      input: { word: { to: 'word', required: true }, limit: { to: '--limit' }, text: { to: '-' } },
      always: { '--limit': '3' },
      item: schema.object({ name: schema.string }),
      answer(result) {
        true satisfies Same<typeof result, Found>;
        return { about: '', items: result.names.map((name) => ({ name })) };
      },
      text(item) {
        true satisfies Same<typeof item.name, string>;
        return item.name;
      },
    });
    const command = defineCommand({
      summary: 'Find names',
      flags,
      args,
      tools: [tool],
      run: async () => ({ names: ['a'] }),
    });
    expect(command.toolNames).to.deep.equal(['find_names']);
    expect(JSON.stringify(command), 'the manifest has the name alone').not.to.include('word.');
    const wrong = { ...tool, text: () => '' };
    toolOf<Found, typeof flags, typeof args>()({
      ...wrong,
      // @ts-expect-error -- no such flag
      input: { deep: { to: '--deep' } },
    });
    toolOf<Found, typeof flags, typeof args>()({
      ...wrong,
      // @ts-expect-error -- no such argument
      input: { deep: { to: 'deep' } },
    });
    toolOf<Found, typeof flags, typeof args>()({
      ...wrong,
      // @ts-expect-error -- an item that is another than its schema
      answer: () => ({ about: '', items: [{ title: 'a' }] }),
    });
    defineCommand({
      summary: 'Return something else',
      flags,
      args,
      // @ts-expect-error -- a tool of another command
      tools: [tool],
      run: async () => ({ count: 1 }),
    });
  });

  it('let a helper take the context of any command', () => {
    const helper = ({ notice, signal }: Pick<CommandContext, 'notice' | 'signal'>) => {
      if (!signal.aborted) notice('still here');
    };
    defineCommand({
      summary: 'Use a helper',
      flags: { deep: flag.boolean('Deep') },
      async run(context) {
        helper(context);
        return {};
      },
    });
  });
});
