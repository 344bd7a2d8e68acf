import {
  eachDefinition,
  emptyScope,
  parse,
  readModule,
  systemsIn,
  type Expression,
  type Scope,
  type SyntaxFault,
  type Tree,
} from '@nixai/nix';

import { packageLists, packagesInList } from './packagesInList.js';

/** An option that a block gives a value to. */
export interface NameInBlock {
  /** Undefined where only an evaluation would tell the name: `users.${user}`. */
  readonly segments: readonly (string | undefined)[];
  readonly set?: 'home-manager';
}

export interface BlockReading {
  /** What Nix itself would say; undefined where the block parses. */
  readonly fault?: string;
  readonly names: readonly NameInBlock[];
  /** Attributes below `pkgs` that it installs. */
  readonly packages: readonly string[];
  /** True where it is a function of `{ config, pkgs, lib, … }`: a module beyond doubt. */
  readonly isModule: boolean;
}

/** Parses a block and lists the options that it sets. Bare bindings count as a set of them. */
export function readBlock(code: string): BlockReading {
  const { tree, fault } = parseSnippet(code);
  if (fault !== undefined)
    return {
      fault: `line ${fault.line}: ${fault.message}`,
      names: [],
      packages: [],
      isModule: false,
    };
  const found: Found = { names: [], packages: [] };
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
  return { ...found, isModule: isModuleFunction(tree.root) };
}

/** A snippet is a whole file, or what stands between the braces of one. */
function parseSnippet(code: string): { tree: Tree; fault?: SyntaxFault } {
  const whole = parse(code);
  if (whole.errors.length === 0) return { tree: whole.tree };
  // One line more before the snippet: the fault's line is counted in the snippet.
  const bindings = parse(`{\n${code}\n}`);
  const [first] = bindings.errors;
  if (first === undefined) return { tree: bindings.tree };
  const isBindings = whole.errors.some(({ code: kind }) => kind === 'bare-bindings');
  const fault = isBindings ? { ...first, line: first.line - 1 } : whole.errors[0];
  return { tree: whole.tree, fault };
}

interface Found {
  readonly names: NameInBlock[];
  readonly packages: string[];
}

function addModule(
  tree: Tree,
  module: Expression,
  scope: Scope,
  set: NameInBlock['set'],
  found: Found,
): void {
  for (const seen of readModule(tree.source, module, scope).config)
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
