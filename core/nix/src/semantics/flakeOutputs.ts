import type { Binding, Expression, Node } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { stringValue } from '../syntax/stringValue.js';
import { walk } from '../syntax/walk.js';
import { scopeInside } from './flake.js';
import { libraryCall } from './libraryCall.js';
import { emptyScope, type Scope } from './scope.js';
import { seeThrough } from './seeThrough.js';

/**
 * The names of one kind of output that a `flake.nix` gives (`nixosConfigurations`), however it is
 * written: `nixosConfigurations.web = …`, a set, `genAttrs [ "web" ] …`, `mapAttrs … { web = …; }`, by
 * flake-parts. Those that only an evaluation tells are not among them.
 */
export function outputNames(root: Expression, output: string): string[] {
  const names = new Set<string>();
  walk(root, (node, parents) => {
    if (node.kind !== 'binding') return;
    const path = node.path.attributes.map(staticName);
    const at = path.indexOf(output);
    if (at < 0) return;
    const below = path[at + 1];
    if (below !== undefined) names.add(below);
    else if (at === path.length - 1)
      for (const name of namesIn(node.value, scopeAt(node, parents))) names.add(name);
    return false;
  });
  return [...names];
}

function scopeAt(node: Binding, parents: readonly Node[]): Scope {
  return [...parents, node].reduce(scopeInside, emptyScope);
}

/** The attributes of a set, as far as they are in sight. */
function namesIn(value: Expression, scope: Scope): string[] {
  return seeThrough(value, scope).flatMap(({ value: seen, scope: inner }): string[] => {
    if (seen.kind === 'set')
      return seen.bindings.flatMap((binding) => {
        const named =
          binding.kind === 'binding' ? binding.path.attributes.slice(0, 1) : binding.attributes;
        return named.flatMap((attribute) => staticName(attribute) ?? []);
      });
    const call = libraryCall(seen, inner);
    const [first, second] = call?.passed ?? [];
    if (call?.name === 'genAttrs' && first !== undefined) return textsIn(first, inner);
    if (call?.name === 'mapAttrs' && second !== undefined) return namesIn(second, inner);
    return [];
  });
}

function textsIn(list: Expression, scope: Scope): string[] {
  return seeThrough(list, scope).flatMap(({ value }) =>
    value.kind === 'list'
      ? value.items.flatMap((item) => (item.kind === 'string' ? (stringValue(item) ?? []) : []))
      : [],
  );
}
