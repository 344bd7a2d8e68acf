import {
  bindingFaults,
  eachDefinition,
  emptyScope,
  parse,
  readModule,
  systemsIn,
  type Expression,
  type ModuleParts,
  type Scope,
  type SyntaxFault,
  type Tree,
} from '@nixai/nix';

import { bringsNothingNew } from '@nixai/machine';
import { readsOfConfig } from '../options/readsOfConfig.js';
import { packageLists, packagesInList } from '../packagesInList.js';

/** An option that a block gives a value to. */
export interface NameInBlock {
  /** Undefined where only an evaluation would tell the name: `users.${user}`. */
  readonly segments: readonly (string | undefined)[];
  readonly set?: 'home-manager';
}

export interface BlockReading {
  /** What Nix itself would say before it evaluates anything; undefined where that is nothing. */
  readonly fault?: string;
  /** It does not parse: what was read of it is what could be. */
  readonly isBroken: boolean;
  readonly names: readonly NameInBlock[];
  /** Paths below `config` that it reads. */
  readonly reads: readonly (readonly string[])[];
  /** Attributes below `pkgs` that it installs. */
  readonly packages: readonly string[];
  /** What its modules define and declare. */
  readonly modules: readonly { readonly parts: ModuleParts }[];
  /** It imports what only an evaluation would find: that may declare more options. */
  readonly isOpen: boolean;
  /** True where it is a function of `{ config, pkgs, lib, … }`: a module beyond doubt. */
  readonly isModule: boolean;
}

/** Parses a block and lists the options that it sets. Bare bindings count as a set of them. */
export function readBlock(code: string): BlockReading {
  const { tree, fault: broken, shift } = parseSnippet(code);
  const fault = broken ?? faultOfNames(tree);
  const found: Found = { names: [], packages: [], modules: [] };
  addModule(tree, tree.root, emptyScope, undefined, found);
  for (const { class: built, modules } of systemsIn(tree.root, tree.source))
    for (const module of modules)
      if (module.kind === 'inline')
        addModule(
          tree,
          module.module,
          module.scope,
          built === 'home-manager' ? 'home-manager' : undefined,
          found,
        );
  const imports = found.modules.flatMap(({ parts }) => parts.imports);
  return {
    ...found,
    fault: fault && `line ${Math.max(1, fault.line - shift)}: ${fault.message}`,
    isBroken: broken !== undefined,
    reads: readsOfConfig(tree.root).map(({ path }) => path),
    isOpen: imports.some((one) => one.kind === 'unknown' && !bringsNothingNew(one.text)),
    isModule: isModuleFunction(tree.root),
  };
}

/**
 * A name that is given twice, and in a whole file one that nothing binds. What stands in a set alone
 * may be meant for a place where more is bound.
 */
function faultOfNames(tree: Tree): SyntaxFault | undefined {
  const isWhole = tree.root.kind === 'lambda' || isFlake(tree.root);
  return bindingFaults(tree).find(
    ({ code }) => code !== 'late-merge' && (isWhole || code !== 'undefined-variable'),
  );
}

const isFlake = (root: Expression): boolean =>
  root.kind === 'set' &&
  root.bindings.some((binding) => {
    const [first] = binding.kind === 'binding' ? binding.path.attributes : [];
    return first?.kind === 'identifier' && first.name === 'outputs';
  });

/** A snippet is a whole file, or what stands between the braces of one. */
function parseSnippet(code: string): { tree: Tree; fault?: SyntaxFault; shift: number } {
  const whole = parse(code);
  if (whole.errors.length === 0) return { tree: whole.tree, shift: 0 };
  // One line more before the snippet: the fault's line is counted in the snippet.
  const bindings = parse(`{\n${code}\n}`);
  const [first] = bindings.errors;
  if (first === undefined) return { tree: bindings.tree, shift: 1 };
  const isBindings = whole.errors.some(({ code: kind }) => kind === 'bare-bindings');
  return isBindings
    ? { tree: bindings.tree, fault: first, shift: 1 }
    : { tree: whole.tree, fault: whole.errors[0], shift: 0 };
}

interface Found {
  readonly names: NameInBlock[];
  readonly packages: string[];
  readonly modules: { readonly parts: ModuleParts }[];
}

function addModule(
  tree: Tree,
  module: Expression,
  scope: Scope,
  set: NameInBlock['set'],
  found: Found,
): void {
  const parts = readModule(tree.source, module, scope);
  found.modules.push({ parts });
  for (const seen of parts.config)
    eachDefinition(seen.value, seen.scope, (definition) => {
      const segments = definition.path.map(({ name }) => name);
      const [root, users, , ...inHome] = segments;
      if (root === 'home-manager' && users === 'users' && segments.length >= 3) {
        if (inHome.length > 0) found.names.push({ segments: inHome, set: 'home-manager' });
        else addModule(tree, definition.value, definition.scope, 'home-manager', found);
        return inHome.length > 0 ? 'inside' : 'over';
      }
      found.names.push(set === undefined ? { segments } : { segments, set });
      if (packageLists.test(segments.join('.')))
        found.packages.push(...packagesInList(definition.value, definition.scope));
      return 'inside';
    });
}

const moduleArguments = new Set(['config', 'pkgs', 'lib', 'options', 'modulesPath']);

function isModuleFunction(root: Expression): boolean {
  if (root.kind !== 'lambda' || root.parameter.kind !== 'pattern') return false;
  const { formals, ellipsis } = root.parameter;
  return (
    ellipsis && (formals.length === 0 || formals.some(({ name }) => moduleArguments.has(name.name)))
  );
}
