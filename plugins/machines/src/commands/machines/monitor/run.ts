import { ExitCode, arg, defineCommand, flag } from '@nixai/api';
import { ranSchema } from '../../../monitor/result.js';

export default defineCommand({
  summary: 'Look as a monitor says, and tell what is new since the last time',
  description: `What the timer of machines monitor calls. Each change is told once: what is new, worse, another or
over (gone in two runs in a row), a machine that cannot be asked any more, and that can again. What could not be
sent is tried again in the next run. Ends with 1 where something is left to tell, or something is new and nobody is
to be told, so that systemd counts the unit as failed.`,
  examples: [
    '<%= config.bin %> machines monitor run drift --dry-run',
    '<%= config.bin %> machines monitor run drift --test',
  ],
  effects: ['network', 'run'],
  output: ranSchema,
  args: { name: arg.string('The monitor: drift, if it was given no name', { required: true }) },
  flags: {
    'dry-run': flag.boolean('Look, tell nobody, and remember nothing'),
    test: flag.boolean('Send a message of no finding, to see whether it arrives', {
      exclusive: ['dry-run'],
    }),
  },
  async run(context) {
    const { readMonitor } = await import('../../../monitor/monitor.js');
    const { runMonitor, testMonitor } = await import('../../../monitor/run.js');
    const monitor = await readMonitor(context.host, context.args.name);
    if (context.flags.test === true) return testMonitor(context, monitor);
    return runMonitor(context, monitor, { dryRun: context.flags['dry-run'] === true });
  },
  async render(result, view) {
    return (await import('../../../render/monitored.js')).renderRan(result, view);
  },
  exitCode: ({ untold, changes, ways, dryRun }) =>
    !dryRun && (untold > 0 || (ways.length === 0 && changes.length > 0))
      ? ExitCode.failure
      : ExitCode.ok,
});
