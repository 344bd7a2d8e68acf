import { ExitCode, arg, defineCommand, flag, schema } from '@nixai/api';
import { refreshedFields, renderDone, renderHashes } from '../../edit/result.js';

const { object, string } = schema;

export default defineCommand({
  summary: 'Bring a derivation to another version',
  description:
    'Sets the version, and computes each hash from the files of its tag in a checkout of the project. A hash of the old version is never kept, since Nix would take the old files for the new ones: what cannot be computed becomes lib.fakeHash, and the command that gives it is told.',
  examples: [
    '<%= config.bin %> package-repo update package.nix --to 0.7.2 --dry-run',
    '<%= config.bin %> package-repo update package.nix --to 0.7.2 --project ~/src/gron',
  ],
  effects: ['run', 'write'],
  args: { file: arg.string('The derivation', { required: true }) },
  flags: {
    to: flag.string('The version', { required: true, helpValue: 'VERSION' }),
    project: flag.string('A checkout of the project; the folder of the file if absent', {
      helpValue: 'DIR',
    }),
    'dry-run': flag.boolean('Show what would be changed, and change nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: object({ ...refreshedFields, to: string }),
  async run(context) {
    const { update } = await import('../../edit/update.js');
    const { flags } = context;
    return update(context, context.args.file, flags.to, flags.project, {
      dryRun: flags['dry-run'],
      yes: flags.yes,
    });
  },
  exitCode: ({ hashes }) =>
    hashes.some(({ missing }) => missing !== undefined) ? ExitCode.failure : ExitCode.ok,
  render: ({ file, version, to, hashes, written, undo }) =>
    [`${version} → ${to}`, ...renderHashes(hashes), renderDone(file, written, undo)].join('\n'),
});
