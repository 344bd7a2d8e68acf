import type { LoadedCommand, View } from '@nixai/api';
import { renderList, wantsList } from './list.js';
import type { Parsed } from './parse.js';

/**
 * What a person reads of a result: as the command draws it, or as the list that flags ask for.
 * @param harmless the result, cleaned of terminal escapes.
 */
export async function rendered(
  { table, render }: LoadedCommand,
  harmless: unknown,
  flags: Parsed['flags'],
  view: View,
): Promise<string> {
  if (table !== undefined && wantsList(flags)) return renderList(table, harmless, flags, view);
  return (await render?.(harmless, view)) ?? '';
}
