import { isPlaceholder } from '@nixai/nix/quoting';
import { createPaths, nearestNames, segmentsOf, type Index } from '../index/index.js';
import { leafPrior } from './leafPrior.js';
import type { Rated } from './rated.js';

const maxNearest = 10;

/**
 * Options that a dotted path leads to: the exact name, what lies below it, names that begin with
 * it whatever their case, and, when there are none, the names it is most like. Only the exact name
 * for a single word, and nothing for a sentence.
 */
export function pathMatches(
  index: Index,
  text: string,
  standing: (name: string) => number,
): Rated[] {
  if (/\s/.test(text)) return [];
  const exact = index.idOf(text);
  if (!text.includes('.')) return exact === undefined ? [] : [rated(exact, 1, 'exact name')];

  const segments = segmentsOf(text).filter((segment) => segment !== '');
  const paths = createPaths(index);
  const path = paths.declared(segments) ?? differingInCase(index, segments.join('.'));
  if (path === undefined) return nearest(index, segments);
  const value = (id: number) => nearness(index, id, path, standing);
  const own = index.idOf(path);
  return [
    ...(own === undefined ? [] : [rated(own, 1, 'exact name')]),
    ...paths.idsBelow(path).map((id) => rated(id, 0.8 + 0.19 * value(id), `below ${path}`)),
    ...(own === undefined && !paths.hasBelow(path)
      ? paths
          .idsBeginning(path)
          .map((id) => rated(id, 0.6 + 0.3 * value(id), `begins with ${path}`))
      : []),
  ];
}

function rated(id: number, value: number, why: string): Rated {
  return { id, value, why, complete: true };
}

/** The path, or the beginning of one, as the names write it. */
function differingInCase(index: Index, path: string): string | undefined {
  const wanted = path.toLowerCase();
  for (const name of index.names)
    if (name.toLowerCase().startsWith(wanted)) return name.slice(0, path.length);
  return undefined;
}

function nearest(index: Index, segments: readonly string[]): Rated[] {
  return nearestNames(index, segments, maxNearest).map((name, rank) =>
    rated(index.idOf(name) ?? 0, 0.9 - rank * 0.03, 'a name like it'),
  );
}

/** 0 to 1: how soon someone who looks below a path wants that option. */
function nearness(
  index: Index,
  id: number,
  path: string,
  standing: (name: string) => number,
): number {
  const name = index.names.at(id);
  const below = segmentsOf(name).slice(segmentsOf(path).length);
  const steps = Math.max(0, below.length - 1);
  const placeholders = below.filter(isPlaceholder).length;
  const plain = 0.7 - 0.2 * steps - 0.1 * placeholders - 0.3 * (1 - leafPrior(index, id));
  return Math.max(0, plain + 0.3 * standing(name));
}
