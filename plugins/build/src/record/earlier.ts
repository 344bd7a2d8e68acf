import { nameOf } from '../storeName.js';
import type { Kept } from './read.js';

export interface Earlier {
  /** ISO 8601. */
  readonly date: string;
  readonly seconds: number;
}

/**
 * How long what has the same name and version took the last time that it was built; undefined where no record tells.
 * @param records the newest first.
 */
export function earlierIn(records: readonly Kept[]): (derivation: string) => Earlier | undefined {
  const found = new Map<string, Earlier>();
  for (const { date, result } of records)
    for (const { derivation, outcome, seconds } of result.builds)
      if (outcome === 'built' && !found.has(nameOf(derivation)))
        found.set(nameOf(derivation), { date, seconds });
  return (derivation) => found.get(nameOf(derivation));
}
