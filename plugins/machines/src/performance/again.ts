import { ExitCode, NixaiError } from '@nixai/api';
import type { Observed } from '../monitor/observed.js';
import { watchingOf, type Watching, type WatchingFlags } from './flags.js';
import type { MachinePerformance } from './result.js';

/** Seconds that a timer's look may take: the next one is not to come before its end. */
const longest = 3600;

/**
 * What a timer measures, as it is kept for it.
 * @throws NixaiError `usage` where nothing says what is too much, or a look would take too long.
 */
export function watchingOptions(flags: WatchingFlags): Readonly<Record<string, string>> {
  const { duration, thresholds } = watchingOf(flags);
  if (thresholds.length === 0)
    throw new NixaiError({
      code: 'usage',
      what: 'a timer needs to know what is too much',
      hint: '--alert-thresholds "cpu>80%,memory>90%,disk>85%"',
      exitCode: ExitCode.usage,
    });
  if (duration > longest)
    throw new NixaiError({
      code: 'usage',
      what: `each look of the timer would take ${flags.duration}`,
      why: '--schedule says how often, --duration how long each time: an hour at most',
      hint: '--schedule hourly --duration 5m',
      exitCode: ExitCode.usage,
    });
  return {
    metrics: flags.metrics,
    'alert-thresholds': thresholds.map(({ text }) => text).join(','),
    duration: flags.duration,
    every: flags.every,
  };
}

/** The same, read again. @throws NixaiError `usage` where somebody has edited it. */
export function watchingOfOptions(options: Readonly<Record<string, string>>): Watching {
  const { metrics = '', duration = '', every = '', 'alert-thresholds': thresholds = '' } = options;
  return watchingOf({ metrics, duration, every, 'alert-thresholds': [thresholds] });
}

/**
 * What somebody is told of a look: a threshold that was passed in half of the samples or more, since one peak is
 * no state; and programs that were killed for memory.
 */
export function performanceFindings({
  name,
  over,
  samples,
  killed = 0,
}: Pick<MachinePerformance, 'name' | 'over' | 'samples' | 'killed'>): readonly Observed[] {
  const common = { machine: name, severity: 'high' as const, fingerprint: '' };
  const most = (value: number): number => Math.round(value * 10) / 10;
  return [
    ...over
      .filter((one) => one.samples * 2 >= samples)
      .map(({ threshold, samples: above, highest }) => ({
        ...common,
        id: threshold.replaceAll(' ', ''),
        summary: `above it in ${above} of ${samples} samples, at most ${most(highest)}`,
      })),
    ...(killed > 0
      ? [{ ...common, id: 'killed', summary: `${killed} programs were killed for memory` }]
      : []),
  ];
}
