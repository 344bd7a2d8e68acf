import type { ConfigChange, ConfigFile, ConfigFinding, ConfigReport, View } from '@nixai/api';
import { describeFinding } from './invalid.js';

/** Every setting in a table, then the files that the origins name, and what is wrong. */
export function renderReport({ entries, files, findings }: ConfigReport, view: View): string {
  const rows = entries.map(({ path, value, origin, from }) => [
    path,
    shown(value),
    origin === 'environment' ? (from ?? origin) : origin,
  ]);
  const table = view.table(
    [{ title: 'key' }, { title: 'value', flexible: true }, { title: 'from' }],
    rows,
  );
  return `${table}\n\n${renderFindings(files, findings, view)}`;
}

/** The files that were read, and each finding with its place. */
export function renderFindings(
  files: readonly ConfigFile[],
  findings: readonly ConfigFinding[],
  view: View,
): string {
  const read = files.map(
    ({ origin, path, present }) => [origin, present ? path : `${path} (not there)`] as const,
  );
  const faults = findings.map((one) =>
    one.severity === 'error'
      ? `${view.style.bad('error')} ${describeFinding(one)}`
      : `${view.style.warn('warning')} ${describeFinding(one)}`,
  );
  const verdict = findings.length === 0 ? [view.style.good('nothing is wrong')] : faults;
  return [view.pairs(read), '', ...verdict].join('\n').trim();
}

/** What was written, and what still wins over it. */
export function renderChange(change: ConfigChange, view: View): string {
  const { path, before, after, changed, file, overriddenBy } = change;
  const line = changed
    ? `${path}: ${shown(before)} -> ${shown(after)}  ${view.style.dim(`(${file})`)}`
    : `${path} is ${shown(after)} already  ${view.style.dim(`(${file})`)}`;
  if (overriddenBy === undefined) return line;
  const stronger = overriddenBy.from ?? overriddenBy.origin;
  return `${line}\n${view.style.warn(`but ${stronger} wins over it`)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return '-';
  if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
