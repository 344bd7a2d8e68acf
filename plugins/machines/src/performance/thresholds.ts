import { ExitCode, NixaiError } from '@nixai/api';
import type { Metric } from './probe.js';
import type { Values } from './sample.js';

/** A value above which somebody wants to know. */
export interface Threshold {
  /** As it was written: `cpu>80%`. */
  readonly text: string;
  readonly of: Watched;
  /** Percent, a load, or bytes a second. */
  readonly above: number;
}

const watched = {
  cpu: { metric: 'cpu', unit: '%', value: ({ cpu }) => cpu },
  load: { metric: 'cpu', unit: '', value: ({ load }) => load },
  memory: { metric: 'memory', unit: '%', value: ({ memory }) => memory },
  swap: { metric: 'memory', unit: '%', value: ({ swap }) => swap },
  disk: { metric: 'disk', unit: '%', value: ({ disk }) => disk },
  network: {
    metric: 'network',
    unit: 'bytes',
    value: ({ received, sent }) =>
      received === undefined && sent === undefined ? undefined : (received ?? 0) + (sent ?? 0),
  },
} as const satisfies Readonly<
  Record<
    string,
    {
      readonly metric: Metric;
      readonly unit: '' | '%' | 'bytes';
      readonly value: (values: Values) => number | undefined;
    }
  >
>;
type Watched = keyof typeof watched;

const isWatched = (name: string): name is Watched => Object.hasOwn(watched, name);

const multiples: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  ki: 2 ** 10,
  mi: 2 ** 20,
  gi: 2 ** 30,
};

/**
 * Reads `cpu>80%,memory>90%,network>50MB/s`.
 * @param measured what is measured at all.
 * @throws NixaiError `usage`.
 */
export function thresholdsOf(
  words: readonly string[],
  measured: readonly Metric[],
): readonly Threshold[] {
  return words
    .flatMap((word) => word.split(','))
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((text) => {
      const [, name = '', number, unit = ''] =
        /^([a-z]+)\s*>\s*(\d{1,15}(?:\.\d{1,6})?)\s*(%|(?:[kmg]i?)?b?(?:\/s)?)$/i.exec(text) ?? [];
      if (!isWatched(name)) throw unfit(text, `it is of one of ${Object.keys(watched).join(', ')}`);
      const { metric, unit: wanted } = watched[name];
      if (!measured.includes(metric)) throw unfit(text, `${metric} is not measured (--metrics)`);
      const isPercent = unit === '%';
      if (wanted === '%' && ((unit !== '' && !isPercent) || Number(number) >= 100))
        throw unfit(text, 'it is a share in percent, below 100');
      if (wanted !== '%' && (isPercent || (wanted === '' && unit !== '')))
        throw unfit(text, wanted === '' ? 'a load has no unit' : 'it is in bytes a second');
      const multiple = multiples[unit.toLowerCase().replace(/b?(?:\/s)?$/, '')] ?? 1;
      return { text, of: name, above: Number(number) * (wanted === 'bytes' ? multiple : 1) };
    });
}

const unfit = (text: string, why: string): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: `${JSON.stringify(text)} is no threshold`,
    why,
    hint: '--alert-thresholds "cpu>80%,memory>90%,disk>85%,load>4,network>50MB/s"',
    exitCode: ExitCode.usage,
  });

/** The value that a threshold is about; undefined where it was not measured. */
export const valueFor = ({ of }: Threshold, values: Values): number | undefined =>
  watched[of].value(values);
