import type { HealthReport, HealthResult } from '../results/report.js';
import { byWeight, isTrouble } from '../run/status.js';

/** What the machine is called. */
export const machineOf = ({ host, root }: HealthReport): string =>
  host ?? (root === '/' ? 'this machine' : root);

/** What is no trouble, counted, and whether all applies. */
export function besides({ counts, nixos }: HealthReport): string {
  const unknown = counts.unknown > 0 ? `, ${counts.unknown} unknown` : '';
  const other = nixos ? '' : ' (not NixOS: only what applies is looked at)';
  return `${counts.ok} in order${unknown}${other}`;
}

/** A fix, and what it is for. */
export interface Remedy {
  readonly fix: NonNullable<HealthResult['fix']>;
  readonly of: readonly string[];
}

/** What to do, the worst first; the same only once. */
export function remediesOf(results: readonly HealthResult[]): readonly Remedy[] {
  const byCode = new Map<string, { readonly fix: Remedy['fix']; readonly of: Set<string> }>();
  for (const { fix, title, target, known, status } of [...results].sort(byWeight)) {
    if (fix === undefined || known === true) continue;
    if (!isTrouble(status) && status !== 'unknown') continue;
    const key = fix.code ?? fix.title;
    const one = byCode.get(key) ?? { fix, of: new Set() };
    one.of.add(target ?? title);
    byCode.set(key, one);
  }
  return [...byCode.values()].map(({ fix, of }) => ({ fix, of: [...of] }));
}
