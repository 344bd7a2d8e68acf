import { ExitCode, arg, defineCommand, flag, schema } from '@nixai/api';
import { refreshedFields, renderDone, renderHashes } from '../../edit/result.js';

export default defineCommand({
  summary: 'Compute the hashes of a derivation again',
  description:
    'Finds the tag of its version in a checkout of the project, computes each hash from the files of that tag, and puts in those that are others. One that cannot be computed is left as it is, and told. Neither Nix nor the network is needed.',
  examples: [
    '<%= config.bin %> package-repo refresh package.nix --dry-run',
    '<%= config.bin %> package-repo refresh package.nix --project ~/src/gron',
  ],
  effects: ['run', 'write'],
  args: { file: arg.string('The derivation', { required: true }) },
  flags: {
    project: flag.string('A checkout of the project; the folder of the file if absent', {
      helpValue: 'DIR',
    }),
    'dry-run': flag.boolean('Show what would be changed, and change nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: schema.object(refreshedFields),
  async run(context) {
    const { refresh } = await import('../../edit/refresh.js');
    const { flags } = context;
    return refresh(context, context.args.file, flags.project, {
      dryRun: flags['dry-run'],
      yes: flags.yes,
    });
  },
  exitCode: ({ hashes }) =>
    hashes.some(({ missing }) => missing !== undefined) ? ExitCode.failure : ExitCode.ok,
  render: ({ file, hashes, written, undo }) =>
    [...renderHashes(hashes), renderDone(file, written, undo)].join('\n'),
});
