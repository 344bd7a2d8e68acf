import type { OptionSet } from '@nixai/api';
import { renameIn } from '../facts/renames.js';
import type { Index } from '../index/index.js';
import type { Rated } from './rated.js';

/** What an option is called now, for a name that another release had. */
export function renamedMatches(index: Index, text: string): Rated[] {
  if (!text.includes('.') || /\s/.test(text) || index.idOf(text) !== undefined) return [];
  const rename = renameIn(text, [index.meta.content as OptionSet]);
  if (rename?.kind !== 'renamed') return [];
  return rename.new.flatMap((name, rank): Rated[] => {
    const id = index.idOf(name);
    if (id === undefined) return [];
    return [{ id, value: 0.99 - rank * 0.01, why: `was ${text} before`, complete: true }];
  });
}
