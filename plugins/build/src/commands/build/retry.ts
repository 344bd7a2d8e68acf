import { arg, defineCommand, flag, type ExitCode } from '@nixai/api';
import { eventSchema } from '../../results/built.js';
import { retriedSchema } from '../../results/retried.js';

export default defineCommand({
  summary: 'Mend what failed in the last build, and build again',
  description: `Reads the record of the last build that failed (of this folder, else of any), has nixai diagnose read
the log, and where a file of yours has to say something else (a hash, a name, an option), shows that edit, asks, writes
it and builds again. What is no such edit is told, for you to do. nixai undo takes the edit back. What failed since the
network was gone is built again as it is.`,
  examples: [
    '<%= config.bin %> build retry',
    '<%= config.bin %> build retry --dry-run',
    '<%= config.bin %> build retry 20261130T051200-3fa9c1 --yes',
  ],
  effects: ['run', 'network', 'write'],
  // Nix ends its builders, and they clean up.
  grace: 5_000,
  output: retriedSchema,
  events: eventSchema,
  args: { id: arg.string('The record of the build (in ~/.local/state/nixai/builds)') },
  flags: {
    'dry-run': flag.boolean('Show the edit, and write and build nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
    full: flag.boolean('Of what fails all that is known'),
    logs: flag.boolean('Show the lines of all build logs as they come', { char: 'L' }),
  },
  async run(context) {
    const { args, flags } = context;
    const { retry } = await import('../../retry/retry.js');
    return retry(context, {
      ...(args.id !== undefined && { id: args.id }),
      ...{ folder: process.cwd(), dryRun: flags['dry-run'], yes: flags.yes },
      ...{ full: flags.full, logs: flags.logs },
    });
  },
  async render(result, view) {
    return (await import('../../render/retried.js')).renderRetried(result, view);
  },
  exitCode: ({ way, after }) => (after?.code ?? (way === 'by-hand' ? 1 : 0)) as ExitCode,
});
