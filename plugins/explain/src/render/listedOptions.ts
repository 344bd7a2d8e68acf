import type { View } from '@nixai/api';
import type { ListedOptions } from '../search/listOptions.js';

/** Options below a path in a table, and what is near it where there are none. */
export function renderListedOptions(found: ListedOptions, view: View): string {
  const { path, options, nearest, optionSet } = found;
  if (options.length === 0)
    return [
      view.wrap(`Nothing lies below ${path} in ${optionSet}.`),
      ...(nearest.length === 0 ? [] : [view.wrap(`Near it: ${nearest.join(', ')}`)]),
    ].join('\n');
  const rows = options.map(({ name, type, below }) => [
    name,
    type ?? '',
    below === undefined ? '' : String(below),
  ]);
  const columns = [
    { title: 'Option' },
    { title: 'Type', flexible: true },
    { title: 'Below', align: 'right' as const },
  ];
  return `${view.table(columns, rows)}\n\n${view.style.dim(view.wrap(optionSet))}`;
}
