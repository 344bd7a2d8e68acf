import {
  literalOf,
  staticName,
  walk,
  type Expression,
  type Identifier,
  type Node,
} from '@nixai/nix';
import type { Doubt } from './options/doubt.js';

export interface ShadowedPackage extends Omit<Doubt, 'rule'> {
  /** What the `let` binds can be no package, so that one of `pkgs` must have been meant. */
  readonly isCertain: boolean;
  readonly rule: 'shadowed-package';
  readonly why: string;
  readonly docs: string;
  /** The package that it may have been meant to be. */
  readonly name: string;
}

/**
 * Names in the list of a `with pkgs;` that a `let` around it binds to something else: `with` never
 * takes a name that is bound already. A value that speaks of the name itself (`vim = pkgs.vim.override
 * { … }`) is meant so.
 */
export function shadowedPackages(root: Expression): ShadowedPackage[] {
  const found: ShadowedPackage[] = [];
  walk(root, (node, parents) => {
    if (node.kind !== 'with' || node.body.kind !== 'list' || !isPkgs(node.subject)) return;
    for (const item of node.body.items) {
      if (item.kind !== 'identifier') continue;
      const value = boundAround(item.name, parents);
      if (value !== undefined && !mentions(value, item.name))
        found.push({ ...shadowed(item), isCertain: isNoPackage(value) });
    }
  });
  return found;
}

/** A text or a number in a list of packages. */
function isNoPackage(value: Expression): boolean {
  const literal = literalOf(value);
  return literal !== undefined && !['set', 'path', 'function'].includes(literal.type);
}

function shadowed(at: Identifier): Omit<ShadowedPackage, 'isCertain'> {
  return {
    rule: 'shadowed-package',
    severity: 'note',
    message: `\`${at.name}\` is what the let around it binds, and not pkgs.${at.name}`,
    why: 'A `with` gives only names that nothing else binds.',
    hint: `write pkgs.${at.name} if the package is meant, else give the binding another name`,
    docs: 'https://nix.dev/manual/nix/latest/language/syntax#with-expressions',
    name: at.name,
    at,
  };
}

const isPkgs = (subject: Expression): boolean =>
  subject.kind === 'identifier' && subject.name === 'pkgs';

/** The value that the innermost binder gives a name, where that is a `let`. */
function boundAround(name: string, parents: readonly Node[]): Expression | undefined {
  for (const parent of parents.toReversed()) {
    if (parent.kind === 'lambda' && takes(parent, name)) return undefined;
    if (parent.kind !== 'let') continue;
    for (const binding of parent.bindings) {
      const [first, second] = binding.kind === 'binding' ? binding.path.attributes : [];
      if (binding.kind !== 'binding' || first === undefined || second !== undefined) continue;
      if (staticName(first) === name) return binding.value;
    }
  }
  return undefined;
}

function takes({ parameter }: Extract<Node, { kind: 'lambda' }>, name: string): boolean {
  if (parameter.kind === 'identifier') return parameter.name === name;
  return (
    parameter.whole?.name === name || parameter.formals.some((formal) => formal.name.name === name)
  );
}

function mentions(value: Expression, name: string): boolean {
  let does = false;
  walk(value, (node) => {
    does ||= node.kind === 'identifier' && node.name === name;
    return !does;
  });
  return does;
}
