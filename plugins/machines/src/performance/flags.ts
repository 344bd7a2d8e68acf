import { ExitCode, NixaiError } from '@nixai/api';
import { secondsOf } from './period.js';
import { metrics, type Metric } from './probe.js';
import { thresholdsOf, type Threshold } from './thresholds.js';
import type { Pace } from './watch.js';

/** How machines are measured, as a person says it. */
export interface Watching extends Pace {
  readonly thresholds: readonly Threshold[];
}

/** What a person says of it. */
export interface WatchingFlags {
  readonly metrics: string;
  readonly 'alert-thresholds'?: readonly string[];
  readonly duration: string;
  readonly every: string;
}

/** @throws NixaiError `usage`. */
export function watchingOf(flags: WatchingFlags): Watching {
  const measured = metricsOf(flags.metrics);
  const every = secondsOf(flags.every, 'every');
  const duration = secondsOf(flags.duration, 'duration');
  if (every > duration)
    throw new NixaiError({
      code: 'usage',
      what: `--every ${flags.every} is longer than --duration ${flags.duration}`,
      why: 'a sample is the difference of two looks',
      hint: `--duration ${flags.every}`,
      exitCode: ExitCode.usage,
    });
  const thresholds = thresholdsOf(flags['alert-thresholds'] ?? [], measured);
  return { every, duration, metrics: measured, thresholds };
}

function metricsOf(text: string): readonly Metric[] {
  const words = text.split(',').flatMap((word) => word.trim() || []);
  const odd = words.find((word) => !metrics.some((one) => one === word));
  if (odd === undefined && words.length > 0) return metrics.filter((one) => words.includes(one));
  throw new NixaiError({
    code: 'usage',
    what:
      odd === undefined ? 'nothing is to be measured' : `${JSON.stringify(odd)} cannot be measured`,
    hint: `--metrics ${metrics.join(',')}`,
    exitCode: ExitCode.usage,
  });
}
