import type { HealthReport, HealthResult } from '../results/report.js';
import { nagiosState } from '../run/exit.js';
import { byWeight, isTrouble } from '../run/status.js';

/** One line is all that older servers take. */
const longest = 4000;

/** `NIXAI WARNING - 2 issues: … | 'disk.space /'=85%;80;90;99;` and a line for each issue. */
export function renderNagios(report: HealthReport): string {
  const troubles = report.results
    .filter(({ status, known }) => isTrouble(status) && known !== true)
    .sort(byWeight);
  const { unknown } = report.counts;
  const said = [
    troubles.length === 0
      ? 'no issues'
      : `${troubles.length} ${troubles.length === 1 ? 'issue' : 'issues'}: ${troubles.map(nameOf).join(', ')}`,
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
  ].join('; ');
  const first = `NIXAI ${nagiosState(report)} - ${plain(said)}`.slice(0, longest / 2);
  const measured = report.results.filter(({ value }) => value !== undefined);
  let line = first;
  for (const [at, one] of measured.entries()) {
    const next = `${line}${at === 0 ? ' | ' : ' '}${performanceOf(one)}`;
    if (next.length > longest) break;
    line = next;
  }
  return [
    line,
    ...troubles.map((one) => plain(`${one.status}: ${nameOf(one)}: ${one.summary}`)),
  ].join('\n');
}

const nameOf = ({ check, target }: HealthResult): string =>
  target === undefined ? check : `${check} ${target}`;

/** A bar divides text from figures, and a line break ends it. */
const plain = (text: string): string => text.replaceAll(/[|\n]/g, ' ');

/** `'label'=value[unit];[warn];[crit]`; what must not fall below a bound is written `bound:`. */
function performanceOf(result: HealthResult): string {
  const { value = 0, unit = '', minor, major } = result;
  const label = nameOf(result).replaceAll(/['=|\n]/g, '_');
  const units: Readonly<Record<string, string>> = { '%': '%', bytes: 'B', seconds: 's' };
  const below = minor !== undefined && major !== undefined && major < minor ? ':' : '';
  const bound = (one: number | undefined) => (one === undefined ? '' : `${one}${below}`);
  return `'${label}'=${value}${units[unit] ?? ''};${bound(minor)};${bound(major)};;`;
}
