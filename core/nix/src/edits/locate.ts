import type { AttributeSet, Binding, Expression, Inherit } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { plainSet } from '../semantics/attributeTable.js';

/** A binding in a set to which the first `depth` names of the path have led. */
export interface Match {
  readonly binding: Binding;
  readonly set: AttributeSet;
  readonly depth: number;
}

/** Where a path is, and where it would belong. */
export interface Location {
  /** Bindings of the very path. */
  readonly exact: Match[];
  /** Bindings of longer paths that begin with it. */
  readonly below: Match[];
  /** What gives a value that is no set in sight to the beginning of the path. */
  readonly over: (Binding | Inherit)[];
  /** The innermost set that belongs to the path. */
  nearestSet: { set: AttributeSet; depth: number };
  /** The last binding that shares the most names with the path, if it shares any. */
  sibling?: Match & { shared: number };
}

/** The set that a file is about: what a module or package function returns. */
export function mainSet(root: Expression): AttributeSet | undefined {
  let inner = root;
  for (;;) {
    switch (inner.kind) {
      case 'lambda':
      case 'let':
      case 'with':
      case 'assert':
        inner = inner.body;
        break;
      case 'parenthesized':
        inner = inner.inner;
        break;
      default:
        return plainSet(inner);
    }
  }
}

/** Looks for a path in a set and in the sets written inside it. */
export function locate(outermost: AttributeSet, names: readonly string[]): Location {
  const location: Location = {
    exact: [],
    below: [],
    over: [],
    nearestSet: { set: outermost, depth: 0 },
  };
  const rest = [{ set: outermost, depth: 0 }];
  for (const { set, depth } of rest) {
    if (depth >= location.nearestSet.depth) location.nearestSet = { set, depth };
    for (const binding of set.bindings) {
      if (binding.kind === 'inherit') {
        if (binding.attributes.some((attribute) => staticName(attribute) === names[depth]))
          location.over.push(binding);
        continue;
      }
      const inner = place(location, { binding, set, depth }, names);
      if (inner !== undefined) rest.push(inner);
    }
  }
  return location;
}

/** Sorts a binding in; gives back the set in which the path goes on. */
function place(location: Location, match: Match, names: readonly string[]) {
  const { binding, depth } = match;
  const own = binding.path.attributes.map(staticName);
  const wanted = names.slice(depth);
  let shared = 0;
  while (shared < own.length && own[shared] !== undefined && own[shared] === wanted[shared])
    shared++;
  if (shared > 0 && depth + shared >= sharedBy(location.sibling))
    location.sibling = { ...match, shared };
  if (shared === wanted.length)
    (shared === own.length ? location.exact : location.below).push(match);
  else if (shared === own.length) {
    const set = plainSet(binding.value);
    if (set !== undefined) return { set, depth: depth + shared };
    location.over.push(binding);
  }
  return undefined;
}

const sharedBy = (sibling: Location['sibling']): number =>
  sibling === undefined ? 0 : sibling.depth + sibling.shared;
