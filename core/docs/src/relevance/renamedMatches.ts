import { loadHandbook } from '../topics/index.js';
import type { Index } from '../index/index.js';
import { samePath, withPlaceholders } from '../optionPath.js';
import type { Rated } from './rated.js';

/** What an option is called now, for a name that another release had. */
export function renamedMatches(index: Index, text: string): Rated[] {
  if (!text.includes('.') || /\s/.test(text) || index.idOf(text) !== undefined) return [];
  const path = withPlaceholders(text);
  // Taking a path apart is slow; only one with a placeholder has to be.
  const isMeant = (old: string) =>
    old === text || (/[<*]/.test(old) && samePath(withPlaceholders(old), path));
  const rename = loadHandbook().renames.find(
    ({ old, set }) => set === index.meta.content && isMeant(old),
  );
  if (rename?.kind !== 'renamed') return [];
  return rename.new.flatMap((name, rank): Rated[] => {
    const id = index.idOf(name);
    if (id === undefined) return [];
    return [{ id, value: 0.99 - rank * 0.01, why: `was ${text} before`, complete: true }];
  });
}
