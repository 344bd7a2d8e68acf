import type { View } from '@nixai/api';
import type { Roots } from '../roots/roots.js';
import { bytes, plural } from './bytes.js';

/** Roots, the largest first, and what is live of the store. */
export function renderRoots({ roots, livePaths, liveBytes }: Roots, view: View): string {
  const live = `${plural(livePaths, 'path')} are live, ${bytes(liveBytes)}.`;
  if (roots.length === 0)
    return 'Nothing keeps anything: a garbage collection would take all of it.';
  return [
    view.table(
      [{ title: 'keeps', align: 'right' }, { title: 'kind' }, { title: 'link', flexible: true }],
      roots.map(({ bytes: size, kind, link }) => [bytes(size), kind, link]),
    ),
    live,
  ].join('\n');
}
