import type { Expression, Node } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { walk } from '../syntax/walk.js';
import { importOf, importsIn, type ModuleImport } from './module.js';
import { emptyScope, withBindings, withOpened, withParameter, type Scope } from './scope.js';

/** Which option set a system builder's modules are of. */
export type ModuleClass = 'nixos' | 'home-manager' | 'nix-darwin';

/** A system that a flake builds, with the modules that it names. */
export interface FlakeSystem {
  readonly class: ModuleClass;
  /** What the flake calls it, where that is written out: `nixosConfigurations.web`. */
  readonly name?: string;
  /** The function that has to be called for it to be built: `mkHost = name: nixosSystem { … };`. */
  readonly maker?: string;
  readonly modules: readonly ModuleImport[];
  readonly at: Expression;
}

const builders: ReadonlyMap<string, ModuleClass> = new Map([
  ['nixosSystem', 'nixos'],
  ['eval-config', 'nixos'],
  ['darwinSystem', 'nix-darwin'],
  ['homeManagerConfiguration', 'home-manager'],
]);

/** The systems that a `flake.nix` (or any file) builds: `nixpkgs.lib.nixosSystem { modules = […]; }`. */
export function systemsIn(root: Expression, source: string): FlakeSystem[] {
  const systems: FlakeSystem[] = [];
  walk(root, (node, parents) => {
    if (node.kind !== 'call') return;
    const built = builders.get(functionName(node.function) ?? '');
    const [passed] = node.arguments;
    // With `check = false` any name is taken: documentation of modules is made so.
    if (built === undefined || passed?.kind !== 'set' || isUnchecked(passed)) return;
    const scope = [...parents, node].reduce(scopeInside, emptyScope);
    const modules = passed.bindings.flatMap((binding) => {
      if (
        binding.kind !== 'binding' ||
        source.slice(binding.path.start, binding.path.end) !== 'modules'
      )
        return [];
      return importsIn({ value: binding.value, scope, conditional: false, priority: 100 }, source);
    });
    const maker = makerIn(parents);
    systems.push({ class: built, name: nameIn(parents), maker, modules, at: node });
  });
  return systems;
}

const isUnchecked = ({ bindings }: Extract<Expression, { kind: 'set' }>): boolean =>
  bindings.some(
    (one) =>
      one.kind === 'binding' &&
      one.path.attributes.map(staticName).join('.') === 'check' &&
      one.value.kind === 'identifier' &&
      one.value.name === 'false',
  );

/** The module that a flake hands to flake-parts: `flake-parts.lib.mkFlake { inherit inputs; } { … }`. */
export function flakePartsIn(root: Expression, source: string): ModuleImport[] {
  const found: ModuleImport[] = [];
  walk(root, (node, parents) => {
    if (node.kind !== 'call' || functionName(node.function) !== 'mkFlake') return;
    const [, module] = node.arguments;
    if (module === undefined) return;
    const scope = [...parents, node].reduce(scopeInside, emptyScope);
    const seen = { value: module, scope, conditional: false, priority: 100 };
    found.push(...importOf(module, seen, source));
  });
  return found;
}

const outputs = /^(?:nixos|darwin|home)Configurations$/;

/** `nixosConfigurations.web = …` and `nixosConfigurations = { web = …; }`, by what stands around. */
function nameIn(parents: readonly Node[]): string | undefined {
  const names = parents.flatMap((parent) =>
    parent.kind === 'binding' ? parent.path.attributes.map(staticName) : [],
  );
  return names[names.findLastIndex((name) => outputs.test(name ?? '')) + 1 || names.length];
}

/** The name of the innermost function with a name that stands around; a flake's `outputs` is called by Nix. */
function makerIn(parents: readonly Node[]): string | undefined {
  const at = parents.findLastIndex(
    (parent, depth) => parent.kind === 'binding' && parents[depth + 1]?.kind === 'lambda',
  );
  const binding = parents[at];
  const last = binding?.kind === 'binding' ? binding.path.attributes.at(-1) : undefined;
  const name = last === undefined ? undefined : staticName(last);
  return name === 'outputs' ? undefined : name;
}

function functionName(called: Expression): string | undefined {
  if (called.kind === 'identifier') return called.name;
  const last = called.kind === 'select' ? called.path.attributes.at(-1) : undefined;
  return last === undefined ? undefined : staticName(last);
}

/** The scope inside a node that stands in an outer scope. */
export function scopeInside(outer: Scope, node: Node): Scope {
  switch (node.kind) {
    case 'let':
      return withBindings(node, outer);
    case 'set':
      return node.form === 'plain' ? outer : withBindings(node, outer);
    case 'lambda':
      return withParameter(node.parameter, outer);
    case 'with':
      return withOpened(outer, node.subject);
    default:
      return outer;
  }
}
