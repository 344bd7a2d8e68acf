import { arg, defineCommand, flag, schema } from '@nixai/api';

const { object, string, list, optional, boolean } = schema;

export default defineCommand({
  summary: 'Put the hashes that a build log tells into a derivation',
  description:
    'Reads a log from stdin, finds what Nix expected and what it got, and replaces exactly that hash in the file: lib.fakeHash, or the one that the log says was specified. The change is shown and asked for; nixai undo takes it back.',
  examples: ['nix build 2>&1 | <%= config.bin %> package-repo from-log package.nix'],
  effects: ['write'],
  args: { file: arg.string('The derivation', { required: true }) },
  flags: {
    'dry-run': flag.boolean('Show what would be changed, and change nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: object({
    file: string,
    replaced: list(object({ attribute: string, name: string, hash: string })),
    refused: list(object({ name: string, why: string })),
    written: boolean,
    undo: optional(string),
  }),
  async run(context) {
    const { runFromLog } = await import('../../log/run.js');
    return runFromLog(context, context.args.file, {
      dryRun: context.flags['dry-run'],
      yes: context.flags.yes,
    });
  },
  render: ({ file, replaced, refused, written, undo }) =>
    [
      ...replaced.map(({ attribute, hash }) => `${attribute} = "${hash}"`),
      ...refused.map(({ name, why }) => `${name}: not replaced, ${why}`),
      written ? `Wrote ${file}. To take it back: nixai undo ${undo}` : 'Nothing was written.',
    ].join('\n'),
});
