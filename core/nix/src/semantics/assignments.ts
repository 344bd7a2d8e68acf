import type { Binding, Expression, Node } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { walk } from '../syntax/walk.js';

/** An attribute that Nix text sets, wherever it is nested. */
export interface Assignment {
  /** From the outermost set that stands for itself: `['services', 'openssh', 'enable']`. */
  readonly path: readonly string[];
  readonly by: Binding;
}

/** Lists whose elements are modules, which begin anew. */
const moduleLists = new Set(['imports', 'modules', 'sharedModules', 'extraModules']);

const longestPath = 40;

/**
 * Every assignment that a text writes down, in the order of the file, whoever reads it in the end:
 * modules, those inside of a flake, and sets that a `let` keeps for later. Says where a thing is set and
 * not whether it counts; for that see `eachDefinition`.
 */
export function assignmentsIn(root: Expression): Assignment[] {
  const found: Assignment[] = [];
  const paths = new Map<Node, readonly string[] | undefined>();
  walk(root, (node, parents) => {
    if (node.kind !== 'binding') return;
    const outer = outerPath(parents, paths);
    const names = node.path.attributes.map(staticName);
    const isLocal = parents.at(-1)?.kind === 'let';
    const path = outer === undefined ? undefined : joined(outer, names);
    paths.set(node, isLocal ? [] : path);
    if (path !== undefined && !isLocal) found.push({ path: withoutConfig(path), by: node });
  });
  return found;
}

/** Undefined where a name is only known to an evaluation, or nobody would write so long a path. */
function joined(
  outer: readonly string[],
  names: readonly (string | undefined)[],
): readonly string[] | undefined {
  const known = names.filter((name) => name !== undefined);
  const isKnown = known.length === names.length && outer.length + names.length <= longestPath;
  return isKnown ? [...outer, ...known] : undefined;
}

/** The path of what a node stands in; undefined in a list, whose elements have none. */
function outerPath(
  parents: readonly Node[],
  paths: ReadonlyMap<Node, readonly string[] | undefined>,
): readonly string[] | undefined {
  let inList = false;
  for (let at = parents.length - 1; at >= 0; at--) {
    const node = parents[at] as Node;
    if (node.kind === 'list') inList = true;
    if (node.kind !== 'binding') continue;
    if (!inList) return paths.get(node);
    const last = node.path.attributes.at(-1);
    return last !== undefined && moduleLists.has(staticName(last) ?? '') ? [] : undefined;
  }
  return inList ? undefined : [];
}

/** `config.services.x` is how a module with options of its own sets `services.x`. */
function withoutConfig(path: readonly string[]): readonly string[] {
  return path[0] === 'config' && path.length > 1 ? path.slice(1) : path;
}
