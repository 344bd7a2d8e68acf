import { expect } from 'chai';
import fc from 'fast-check';
import {
  arg,
  defineCommand,
  flag,
  isNixaiError,
  schema,
  toolOf,
  type Args,
  type Flags,
  type LoadedCommand,
  type Session,
} from '@nixai/api';
import { createHost, type OwnHost } from '../../host/host.js';
import { xdgPaths } from '../../host/paths.js';
import type { CatalogEntry } from '../catalog.js';
import { createCommands } from './commands.js';
import { splitLine } from './line.js';

const greet = defineCommand({
  summary: 'Greet somebody',
  effects: [],
  flags: {
    loud: flag.boolean('Shout', { allowNo: true }),
    times: flag.integer('How often', { min: 1, max: 9, default: 1 }),
    mood: flag.oneOf(['glad', 'grim'], 'How'),
    tag: flag.strings('A word'),
    city: flag.string('Where', {
      complete: async ({ args }) => [{ value: `near ${args[0]}` }, { value: 'nowhere' }],
    }),
  },
  args: {
    name: arg.string('Whom', {
      required: true,
      complete: async () => [{ value: 'Ada', about: 'a person' }],
    }),
    others: arg.rest('Who else'),
  },
  async run({ flags, args, write, notice, stdin, host }) {
    write('streamed');
    notice('a word');
    return {
      ...{ name: args.name, others: args.others, loud: flags.loud, times: flags.times },
      ...{ tag: flags.tag, piped: await stdin(), offline: await host.config.get('offline') },
      key: 'sk-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH',
    };
  },
  render: ({ name, loud }, view) => view.style.bold(loud ? name.toUpperCase() : name),
  exitCode: ({ times }) => (times > 1 ? 1 : 0),
});
const ask = defineCommand({
  summary: 'Ask back',
  run: async ({ prompt }) => ({ sure: await prompt.confirm('Sure?') }),
});
const fail = defineCommand({
  summary: 'Fail',
  hidden: true,
  async run(): Promise<unknown> {
    throw new Error('no table');
  },
});

const choose = defineCommand({
  summary: 'Take one of two',
  deprecated: 'use greet',
  output: schema.object({ taken: schema.string }),
  events: schema.object({ step: schema.integer }),
  flags: { file: flag.string('A file'), url: flag.string('An address') },
  exactlyOne: [['file', 'url']],
  async run({ flags, emit }) {
    emit({ step: 1 });
    return { taken: flags.file ?? flags.url ?? '' };
  },
});

const greetTool = toolOf<{ readonly name: string; readonly key: string }, Flags, Args>()({
  name: 'greet_people',
  description: 'Greets.',
  input: {
    whom: { to: 'name', required: true, description: 'Whom' },
    also: { to: 'others', list: true },
    times: { to: '--times', maximum: 5 },
    note: { to: '-', with: { '--loud': true } },
  },
  always: { '--mood': 'glad' },
  item: schema.object({ said: schema.string }),
  answer: ({ name, key }) => ({
    about: `Greeted ${name}`,
    items: [{ said: `\u001b[1m${name}` }, { said: key }],
  }),
  text: ({ said }) => said,
});
const offering = Object.defineProperty({ ...greet }, 'tools', { value: [greetTool] });

const entry = (id: string, command: object, hidden = false): CatalogEntry => ({
  id,
  aliases: [],
  origin: 'nixai',
  summary: (command as { summary: string }).summary,
  hidden,
  tools: (command as LoadedCommand).tools?.map(({ name }) => name),
  load: async () => command as LoadedCommand,
});
const catalog = () => [
  entry('greet', offering),
  entry('ask', ask),
  entry('ask twice', ask),
  entry('fail', fail, true),
  entry('choose', choose, true),
];

describe('commands as values', () => {
  const host: OwnHost = createHost({
    version: '1.0.0',
    paths: xdgPaths({ HOME: '/nonexistent' }),
    plugins: [],
    flags: () => ({}),
    catalog,
    commandOwner: () => undefined,
    writeError: () => {},
  });
  const commands = createCommands(host, catalog);
  const failureOf = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      if (isNixaiError(error)) return error;
      throw error;
    }
    throw new Error('it did not fail');
  };

  it('offers a command as a tool, with the schemas of what it takes', async () => {
    const [tool, ...others] = await commands.tools();
    expect(others).to.deep.equal([]);
    expect(tool).to.deep.include({ name: 'greet_people', command: 'greet', writes: false });
    expect(tool?.input.required).to.deep.equal(['whom']);
    expect(tool?.input.properties).to.deep.equal({
      whom: { type: 'string', description: 'Whom' },
      also: { type: 'array', items: { type: 'string' }, description: 'Who else' },
      times: { type: 'integer', minimum: 1, maximum: 5, default: 1, description: 'How often' },
      note: { type: 'string' },
    });
  });

  it('answers a tool without secrets, and says what is wrong with a call', async () => {
    const session = commands.open({});
    const { about, items } = await session.callTool('greet_people', { whom: 'Ada', note: 'x' });
    expect(about).to.equal('Greeted Ada');
    expect(items[1]?.text).to.match(/^<SECRET:/);
    const wrong = [
      [{}, 'is missing'],
      [{ whom: 'Ada', who: 'Bob' }, 'there are: whom'],
      [{ whom: ['Ada'] }, 'one value'],
      [{ whom: 'Ada', also: 'Bob' }, 'a list'],
      [{ whom: 'Ada', times: 6 }, '5 at most'],
      [{ whom: 'Ada', times: 'x' }, 'integer'],
      [{ whom: { name: 'Ada' } }, 'text'],
      [{ whom: 'Ada', note: 3 }, 'takes text'],
    ] as const;
    for (const [input, message] of wrong) {
      const error = await failureOf(session.callTool('greet_people', input));
      expect(error.code, message).to.equal('usage');
      expect(error.message).to.include(message);
    }
    const unknown = await failureOf(session.callTool('greet'));
    expect(unknown.code).to.equal('unknown-tool');
    await session.close();
  });

  it('says of each what it takes, returns and does, and hides what is hidden', async () => {
    const all = await commands.list();
    expect(all.map(({ id }) => id)).to.deep.equal(['greet', 'ask', 'ask twice']);
    const [{ input, effects } = all[0]!] = all;
    expect(effects).to.deep.equal([]);
    expect(input.required).to.deep.equal(['args']);
    const flags = input.properties?.['flags']?.properties;
    expect(flags?.['times']).to.deep.include({
      type: 'integer',
      minimum: 1,
      maximum: 9,
      default: 1,
    });
    expect(flags?.['mood']).to.deep.include({ enum: ['glad', 'grim'] });
    expect(flags?.['tag']).to.deep.include({ type: 'array', items: { type: 'string' } });
    expect(input.properties?.['args']?.required).to.deep.equal(['name']);
    expect(all[1]?.effects, 'not said').to.equal(undefined);
    const hidden = await commands.list({ hidden: true });
    expect(hidden.length).to.equal(5);
    expect(hidden.at(-1)).to.deep.include({ deprecated: 'use greet', streams: true });
    expect(hidden.at(-1)?.output?.required).to.deep.equal(['taken']);
  });

  it('takes named values, with what looks like a flag among them', async () => {
    const { result, exitCode, render } = await commands.invoke<Record<string, unknown>>('greet', {
      flags: { loud: true, times: 2, tag: ['-x', 'y z'] },
      args: { name: '--Ada', others: ['Bob'] },
      stdin: 'text',
    });
    expect(result).to.deep.include({ name: '--Ada', others: ['Bob'], loud: true, times: 2 });
    expect(result).to.deep.include({ tag: ['-x', 'y z'], piped: 'text' });
    expect(JSON.stringify(result), 'a secret').not.to.contain('sk-abc');
    expect(exitCode).to.equal(1);
    expect(await render()).to.equal('--ADA');
  });

  it('takes words as they are typed', async () => {
    const { id, argv } = commands.parse(`nixai greet "Ada L" --times 3 'and Bob'`);
    expect(id).to.equal('greet');
    const { result } = await commands.invoke(id, { argv });
    expect(result).to.deep.include({ name: 'Ada L', others: ['and Bob'], times: 3 });
    expect(commands.parse('ask twice now')).to.deep.equal({ id: 'ask twice', argv: ['now'] });
  });

  it('leaves nothing behind: no switch, no exit code, no output', async () => {
    const before = [process.exitCode, process.env['NIXAI_OFFLINE']];
    const session = commands.open({});
    const offline = async (flags: object) => {
      const { result } = await session.invoke<{ offline: boolean }>('greet', {
        flags: { ...flags, times: 2 },
        args: { name: 'Ada' },
      });
      return result.offline;
    };
    expect(await offline({ offline: true })).to.equal(true);
    expect(await offline({})).to.equal(false);
    await session.close();
    const closed = commands.open({ offline: true });
    const { result } = await closed.invoke<{ offline: boolean }>('greet', { args: { name: 'A' } });
    expect(result.offline).to.equal(true);
    await closed.close();
    expect([process.exitCode, process.env['NIXAI_OFFLINE']]).to.deep.equal(before);
  });

  it('hides a secret of one session behind a placeholder of that session alone', async () => {
    const keyIn = async (session: Session, name: string) => {
      const one = commands.open(session);
      const call = (whom: string) =>
        one.invoke<{ key: string; name: string }>('greet', { args: { name: whom } });
      const told = [(await call(name)).result, (await call(name)).result];
      await one.close();
      return told.map((result) => `${result.name} ${result.key}`);
    };
    const other = 'sk-zyxwvutsrqponmlkjihgfedcba9876543210ABCDEFGH';
    const first = await keyIn({}, 'Ada');
    expect(first[0])
      .to.match(/^Ada <SECRET:[a-z-]+:1>$/)
      .and.equal(first[1]);
    const second = await keyIn({}, other);
    // One by its shape, one by the name of its field: each kind has its own numbers.
    expect(second[0], 'numbered anew').to.equal('<SECRET:openai-key:1> <SECRET:api-key:1>');
  });

  it('tells the caller what a command says on the way', async () => {
    const said: unknown[] = [];
    const session: Session = { sink: (event) => said.push(event) };
    await commands.invoke('greet', { args: { name: 'Ada' } }, session);
    expect(said).to.deep.equal([{ type: 'notice', text: 'a word' }]);
  });

  it('refuses with the errors of the command line', async () => {
    expect((await failureOf(commands.invoke('gone'))).code).to.equal('unknown-command');
    const usage = [
      {},
      { flags: { times: 99 }, args: { name: 'A' } },
      { flags: { gone: 1 }, args: { name: 'A' } },
      { args: { name: 'A', gone: 'B' } },
      { args: { others: ['B'] } },
      { flags: { mood: 'odd' }, args: { name: 'A' } },
      { flags: { loud: 'yes' }, args: { name: 'A' } },
      { args: { name: { odd: 1 } } },
    ];
    for (const input of usage)
      expect((await failureOf(commands.invoke('greet', input))).code).to.equal('usage');
    expect((await failureOf(commands.invoke('ask'))).code).to.equal('not-interactive');
    expect((await failureOf(commands.invoke('fail'))).code).to.equal('internal');
  });

  it('wants exactly one of what excludes each other, and hands on what is emitted', async () => {
    const both = { flags: { file: 'a', url: 'b' } };
    for (const input of [{}, both])
      expect((await failureOf(commands.invoke('choose', input))).code).to.equal('usage');
    const said: unknown[] = [];
    const session: Session = { sink: (event) => said.push(event) };
    const { result } = await commands.invoke('choose', { flags: { url: 'b' } }, session);
    expect(result).to.deep.equal({ taken: 'b' });
    expect(said).to.deep.equal([{ type: 'event', data: { step: 1 } }]);
  });

  describe('completion', () => {
    const complete = async (line: string, at?: number) =>
      (await commands.complete(line, at)).map(({ value }) => value);

    it('offers names of commands, and hides what is hidden', async () => {
      expect(await complete('nixai ')).to.deep.equal(['ask', 'greet']);
      expect(await complete('nixai f')).to.deep.equal([]);
      expect(await complete('nixai ask t')).to.deep.equal(['twice']);
    });

    it('offers flags that were not given yet, and their values', async () => {
      expect(await complete('nixai greet --l')).to.deep.equal(['--loud']);
      expect(await complete('nixai greet --loud --l')).to.deep.equal([]);
      expect(await complete('nixai greet --tag a --t')).to.deep.equal(['--tag', '--times']);
      expect(await complete('nixai greet --mood g')).to.deep.equal(['glad', 'grim']);
      expect(await complete('nixai greet --mood=gr')).to.deep.equal(['--mood=grim']);
    });

    it('asks the command for what only it knows', async () => {
      expect(await commands.complete('nixai greet A')).to.deep.equal([
        { value: 'Ada', about: 'a person' },
      ]);
      expect(await complete('nixai greet Ada --city n')).to.deep.equal(['near Ada', 'nowhere']);
      expect(await complete('nixai greet A --city near', 13)).to.deep.equal(['Ada']);
    });
  });

  it('splits any line without failing, and a quoted one back into its words', () => {
    fc.assert(fc.property(fc.string(), (line) => void splitLine(line)));
    const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        const { words: split } = splitLine(`${words.map(quoted).join(' ')} `);
        expect(split).to.deep.equal(words);
      }),
    );
  });
});
