import type { TreeNode, View } from '@nixai/api';
import type { Gone, Why, WhyFound } from '../results/why.js';
import { bytes, labels, plural } from './words.js';

export function renderWhy(result: Why, view: View): string {
  const { of, found, left, withoutAll } = result;
  const all = found.flatMap(({ chains }) => chains.flat());
  const label = of === 'configuration' ? (path: string): string => path : labels(all);
  const parts = found.map((one) => renderFound(one, result, label, view));
  if (left > 0)
    parts.push(
      view.wrap(
        `${plural(left, 'more path')} of it ${left === 1 ? 'is' : 'are'} called ${result.wanted}.`,
      ),
    );
  if (withoutAll !== undefined)
    parts.push(view.wrap(`Without all ${found.length + left} of them: ${smaller(withoutAll)}.`));
  return parts.join('\n\n');
}

function renderFound(
  { path, chains, more, loose, bytes: own, without }: WhyFound,
  { target, of }: Why,
  label: (path: string) => string,
  view: View,
): string {
  const name = view.style.bold(label(path));
  const size = own === undefined ? '' : ` (${bytes(own)})`;
  const [only] = chains;
  if (loose === true)
    return view.wrap(
      `No other Nix file of ${target} names ${name}. What a command names, or an evaluation puts together, is not seen.`,
    );
  if (only?.length === 1) return view.wrap(`${name}${size} is what ${target} begins with.`);
  const count = more
    ? `more than ${plural(chains.length, 'chain')}`
    : plural(chains.length, 'chain');
  const verb = of === 'configuration' ? 'is imported in' : 'is in';
  const head = view.wrap(
    `${name}${size} ${verb} ${target} by ${count}${more ? `; the shortest ${chains.length}` : ''}:`,
  );
  const lines = [head, ...treesOf(chains, label, view)];
  if (without !== undefined) lines.push(view.wrap(renderGone(without, label)));
  return lines.join('\n');
}

function renderGone(gone: Gone, label: (path: string) => string): string {
  const names = gone.with.map((path) => label(path));
  const others = gone.paths - 1;
  const rest = others - names.length;
  const more = rest > 0 ? ` and ${rest.toLocaleString('en')} more` : '';
  const also = others === 0 ? '' : `: ${names.join(', ')}${more} would go too`;
  return `Without it: ${smaller(gone)}${also}.`;
}

const smaller = ({ bytes: size, paths }: Gone): string =>
  `${bytes(size)} less, ${plural(paths, 'path')}`;

/** Chains as trees: what several begin with stands once. */
function treesOf(
  chains: readonly (readonly string[])[],
  label: (path: string) => string,
  view: View,
): string[] {
  interface Growing extends TreeNode {
    readonly children: Growing[];
    readonly path: string;
  }
  const trees: Growing[] = [];
  for (const chain of chains) {
    let level = trees;
    for (const path of chain) {
      let node = level.find((one) => one.path === path);
      if (node === undefined) {
        node = { path, label: label(path), children: [] };
        level.push(node);
      }
      level = node.children;
    }
  }
  return trees.map((tree) => view.tree(tree));
}
