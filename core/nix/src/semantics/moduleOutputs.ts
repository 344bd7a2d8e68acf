import type { Expression } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { walk } from '../syntax/walk.js';
import { scopeInside, type ModuleClass } from './flake.js';
import { importOf, type ModuleImport } from './module.js';
import { emptyScope } from './scope.js';

/** A module that a flake hands out. */
export interface ModuleOutput {
  readonly class: ModuleClass;
  /** As others name it: `nixosModules.web`; undefined where only an evaluation tells. */
  readonly name: string | undefined;
  readonly module: ModuleImport;
}

/** Outputs that hold a module for each name, as flakes and flake-parts call them. */
const outputs: readonly (readonly [path: readonly string[], of: ModuleClass])[] = [
  [['nixosModules'], 'nixos'],
  [['homeModules'], 'home-manager'],
  [['homeManagerModules'], 'home-manager'],
  [['darwinModules'], 'nix-darwin'],
  [['flake', 'modules', 'nixos'], 'nixos'],
  [['flake', 'modules', 'homeManager'], 'home-manager'],
  [['flake', 'modules', 'darwin'], 'nix-darwin'],
];

/**
 * The modules that a `flake.nix`, or a module of flake-parts, gives as outputs: `nixosModules.web = …`,
 * `flake.modules.nixos.web = …`.
 */
export function moduleOutputs(root: Expression, source: string): ModuleOutput[] {
  const found: ModuleOutput[] = [];
  walk(root, (node, parents) => {
    if (node.kind !== 'binding') return;
    // In a list the path begins anew: a module there may have options that are called so.
    const inside = parents.slice(parents.findLastIndex(({ kind }) => kind === 'list') + 1);
    const names = [...inside, node].flatMap((one) =>
      one.kind === 'binding' ? one.path.attributes.map(staticName) : [],
    );
    const output = outputs.find(([path]) =>
      path.every((step, at) => names[names.length - 1 - path.length + at] === step),
    );
    if (output === undefined) return;
    const last = names.at(-1);
    const name = last === undefined ? undefined : [...output[0], last].join('.');
    const scope = [...parents, node].reduce(scopeInside, emptyScope);
    const seen = { value: node.value, scope, conditional: false, priority: 100 };
    for (const module of importOf(node.value, seen, source))
      if (module.kind !== 'unknown') found.push({ class: output[1], name, module });
    return false;
  });
  return found;
}
