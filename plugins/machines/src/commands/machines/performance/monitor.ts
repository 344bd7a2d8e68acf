import { ExitCode, defineCommand, flag, schema } from '@nixai/api';
import { metrics } from '../../../performance/probe.js';
import { performanceEventSchema, performanceSchema } from '../../../performance/result.js';
import { registryFlags } from '../../../registry/flags.js';
import { selectorArg, selectorFlags } from '../../../select/selector.js';

const { object, boolean } = schema;

export default defineCommand({
  summary: 'Measure machines for a while',
  description: `Reads /proc of each machine again and again over one connection, and changes nothing there. At the
end it says how each value went; Ctrl-C ends it before, with what was measured until then. What was measured is kept
for 35 days, for machines optimize. Percent of disk is of the fullest file system. Ends with 1 where a threshold was
passed or a machine did not answer; with --ndjson each sample is a line.`,
  examples: [
    '<%= config.bin %> machines performance monitor web1 --duration 5m',
    '<%= config.bin %> machines performance monitor --group web --metrics cpu,memory --alert-thresholds "cpu>80%,memory>90%" --duration 24h --every 30s',
  ],
  effects: ['network'],
  grace: 5000,
  output: object({ performance: performanceSchema, full: boolean }),
  events: performanceEventSchema,
  args: selectorArg,
  strict: false,
  flags: {
    metrics: flag.string('What is measured, with commas', { default: metrics.join(',') }),
    'alert-thresholds': flag.strings('Say when a value is above it: "cpu>80%,memory>90%"'),
    duration: flag.string('How long: 90s, 15m, 24h', { default: '1m' }),
    every: flag.string('How often', { default: '5s' }),
    full: flag.boolean('A table for each machine, however many there are'),
    ...selectorFlags,
    ...registryFlags,
  },
  async run(context) {
    const { chooseMachines } = await import('../../../select/chosen.js');
    const { watchingOf } = await import('../../../performance/flags.js');
    const { monitorPerformance } = await import('../../../performance/monitor.js');
    const { alertText, valuesText } = await import('../../../render/performance.js');
    const { flags } = context;
    const watching = watchingOf(flags);
    const { fleet, machines } = await chooseMachines(context, true);
    const performance = await monitorPerformance(context, fleet, machines, watching, {
      values: valuesText,
      event(event) {
        context.emit(event);
        const alert = alertText(event);
        if (alert !== undefined) context.notice(alert);
      },
    });
    return { performance, full: flags.full === true };
  },
  async render({ performance, full }, view) {
    return (await import('../../../render/performance.js')).renderPerformance(
      performance,
      full,
      view,
    );
  },
  exitCode: ({ performance: { interrupted, machines } }) => {
    if (interrupted) return ExitCode.interrupted;
    return machines.every(({ over, missed, samples }) => over.length + missed === 0 && samples > 0)
      ? ExitCode.ok
      : ExitCode.failure;
  },
});
