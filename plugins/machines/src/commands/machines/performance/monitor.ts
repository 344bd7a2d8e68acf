import { ExitCode, NixaiError, defineCommand, flag, schema } from '@nixai/api';
import { metrics } from '../../../performance/probe.js';
import { performanceEventSchema, performanceSchema } from '../../../performance/result.js';
import { monitorFlags } from '../../../monitor/flags.js';
import { monitoredSchema } from '../../../monitor/result.js';
import { selectorArg } from '../../../select/selector.js';

const { object, boolean, optional, described } = schema;

/** What a timer alone has a use for. */
const timerAlone = [
  ...['name', 'format', 'to', 'alert-webhook', 'alert-mail', 'alert-command', 'dry-run', 'yes'],
] as const;

export default defineCommand({
  summary: 'Measure machines for a while, or have a timer do it',
  description: `Reads /proc of each machine again and again over one connection, and changes nothing there. At the
end it says how each value went; Ctrl-C ends it before, with what was measured until then. What was measured is kept
for 35 days, for machines optimize. Percent of disk is of the fullest file system. Ends with 1 where a threshold was
passed or a machine did not answer; with --ndjson each sample is a line. --schedule measures nothing now and writes a
timer, as machines monitor does: each look takes --duration, and what was above a threshold in half of its samples or
more is told once.`,
  examples: [
    '<%= config.bin %> machines performance monitor web1 --duration 5m',
    '<%= config.bin %> machines performance monitor --group web --metrics cpu,memory --alert-thresholds "cpu>80%,memory>90%" --duration 24h --every 30s',
    '<%= config.bin %> machines performance monitor --schedule "*/15 * * * *" --alert-thresholds "memory>90%,disk>85%" --alert-mail ops@example.org --dry-run',
  ],
  effects: ['network', 'run', 'write'],
  grace: 5000,
  output: object({
    performance: optional(performanceSchema),
    monitored: optional(described('The timer, with --schedule', monitoredSchema)),
    full: boolean,
  }),
  events: performanceEventSchema,
  args: selectorArg,
  strict: false,
  flags: {
    metrics: flag.string('What is measured, with commas', { default: metrics.join(',') }),
    'alert-thresholds': flag.strings('Say when a value is above it: "cpu>80%,memory>90%"'),
    duration: flag.string('How long: 90s, 15m, 24h', { default: '1m' }),
    every: flag.string('How often', { default: '5s' }),
    full: flag.boolean('A table for each machine, however many there are'),
    ...monitorFlags,
    schedule: flag.string(
      'Write a timer that measures then: hourly, "Mon *-*-* 03:00", a line of cron',
      {
        helpGroup: 'TIMER',
      },
    ),
  },
  async run(context) {
    const { chooseMachines } = await import('../../../select/chosen.js');
    const { watchingOf } = await import('../../../performance/flags.js');
    const { monitorPerformance } = await import('../../../performance/monitor.js');
    const { alertText, valuesText } = await import('../../../render/performance.js');
    const { flags } = context;
    if (flags.schedule !== undefined) {
      const { writeMonitor } = await import('../../../monitor/write.js');
      const { watchingOptions } = await import('../../../performance/again.js');
      const options = watchingOptions(flags);
      const asked = {
        check: 'performance' as const,
        about: 'machines performance monitor',
        options,
      };
      const timed = { ...flags, schedule: flags.schedule };
      return { monitored: await writeMonitor({ ...context, flags: timed }, asked), full: false };
    }
    const odd = timerAlone.find((name) => flags[name] !== undefined && flags[name] !== false);
    if (odd !== undefined) throw onlyOfTimer(odd);
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
  async render({ performance, monitored, full }, view) {
    if (monitored !== undefined)
      return (await import('../../../render/monitored.js')).renderMonitored(monitored, view);
    if (performance === undefined) return '';
    return (await import('../../../render/performance.js')).renderPerformance(
      performance,
      full,
      view,
    );
  },
  exitCode: ({ performance }) => {
    if (performance === undefined) return ExitCode.ok;
    const { interrupted, machines } = performance;
    if (interrupted) return ExitCode.interrupted;
    return machines.every(({ over, missed, samples }) => over.length + missed === 0 && samples > 0)
      ? ExitCode.ok
      : ExitCode.failure;
  },
});

const onlyOfTimer = (name: string): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: `--${name} is of a timer, and none is asked for`,
    hint: '--schedule hourly',
    exitCode: ExitCode.usage,
  });
