import { nearestWords } from '@nixai/language';
import { keyNames } from './schema.js';

/**
 * The key that was probably meant: another spelling, or a valid key by its last word
 * (`provider` for `ai_provider`, `keep_days` for `history.keep_days`).
 * @param others further valid keys: those of plugins' sections.
 */
export function nearestKey(typed: string, others: readonly string[] = []): string | undefined {
  const keys: readonly string[] = [...keyNames, ...others];
  const groups = new Set(keys.map((key) => key.split('.')[0] ?? ''));
  const ending = keys.filter((key) => key.endsWith(`_${typed}`) || key.endsWith(`.${typed}`));
  return nearestWords(typed, [...keys, ...groups])[0] ?? ending[0];
}
