import type { View } from '@nixai/api';
import type { Optimized, Part } from '../results/optimized.js';
import { bytes, labels, plural } from './words.js';

const mostNamed = 3;

export function renderOptimized(
  { target, paths, bytes: size, parts }: Optimized,
  view: View,
): string {
  const label = labels(parts.flatMap(({ of, users }) => [...of, ...users]));
  const head = view.wrap(`${target} needs ${plural(paths, 'store path')}, ${bytes(size)}.`);
  if (parts.length === 0)
    return `${head}\nNo documentation, headers, compilers or second versions are among them.`;
  return [head, ...parts.map((part) => renderPart(part, label, view))].join('\n\n');
}

function renderPart(
  { what, bytes: size, paths, of, users, code }: Part,
  label: (path: string) => string,
  view: View,
): string {
  const named = (all: readonly string[]): string =>
    all.slice(0, mostNamed).map(label).join(', ') +
    (all.length > mostNamed ? ` and ${all.length - mostNamed} more` : '');
  return [
    view.style.bold(view.wrap(`${bytes(size)} less without ${what} (${plural(paths, 'path')})`)),
    view.wrap(named(of), 2),
    ...(code === undefined ? [] : [view.code(code, 'nix')]),
    ...(users.length === 0 ? [] : [view.wrap(`needed by ${named(users)}`, 2)]),
  ].join('\n');
}
