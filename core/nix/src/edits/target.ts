import type { Tree } from '../parser/parse.js';
import type { AttributeSet } from '../syntax/nodes.js';
import { readForEdit, refused, type EditResult } from './editResult.js';
import { locate, mainSet, type Location } from './locate.js';
import { namesOf, type Path } from './path.js';
import { pathText } from '../syntax/quoting.js';

/** A path in a file that is to be edited. */
export interface Target extends Location {
  readonly ok: true;
  readonly tree: Tree;
  readonly main: AttributeSet;
  readonly names: readonly string[];
}

/** Reads the set that a file is about. */
export function readMainSet(source: string) {
  const read = readForEdit(source);
  if (!read.ok) return read;
  const main = mainSet(read.tree.root);
  if (main === undefined)
    return refused('no-set', 'the file is no attribute set that shows without evaluating it');
  return { ...read, main };
}

export function findTarget(source: string, path: Path): Target | (EditResult & { ok: false }) {
  const read = readMainSet(source);
  if (!read.ok) return read;
  const { main } = read;
  const names = namesOf(path);
  if (names === undefined)
    return refused('bad-value', `${JSON.stringify(path)} is no attribute path`);
  return { ...locate(main, names), ok: true, tree: read.tree, main, names };
}

export function notFound({ names }: Target): EditResult {
  return refused('not-found', `\`${pathText(names)}\` is not defined here`);
}

/** Why a path cannot be given a value next to what stands there; undefined where it can. */
export function blocked({ over, below, names, tree }: Target): EditResult | undefined {
  const path = pathText(names);
  const [first] = over;
  if (first !== undefined) {
    const text = tree.source.slice(first.start, first.end).split('\n', 1)[0] ?? '';
    return refused(
      'computed',
      `\`${path}\` is given by \`${text}\`, which cannot be edited as text`,
    );
  }
  if (below.length > 0)
    return refused('exists', `attributes below \`${path}\` are defined already`);
  return undefined;
}
