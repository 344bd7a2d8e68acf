import type { View } from '@nixai/api';
import type { Imported } from '../import/import.js';
import { renderChange } from './registry.js';

/** What came of an import. */
export function renderImported(result: Imported, view: View): string {
  const { added, updated, groups, left } = result;
  const rows: [string, string][] = [
    ['new', added.join(', ')],
    ['changed', updated.join(', ')],
    ['groups', groups.join(', ')],
  ];
  const said = rows.filter(([, names]) => names !== '');
  const isSame = said.length === 0;
  return [
    ...(isSame ? ['The registry has all of it already.'] : [view.pairs(said)]),
    ...(left.length === 0 ? [] : ['Left out:', ...left.map((one) => view.wrap(one, 2))]),
    ...(isSame ? [] : [renderChange(result, 'Imported.')]),
  ].join('\n');
}
