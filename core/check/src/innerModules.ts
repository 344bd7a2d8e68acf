import type { Binding, Definition, Expression, ModuleClass, ModuleImport, Seen } from '@nixai/nix';
import { importedPath, importsIn, seeThrough } from '@nixai/nix';

/** A part of a module that is a module itself, of the same option set or of another. */
export type InnerPart =
  | {
      readonly kind: 'modules';
      readonly class: ModuleClass;
      readonly modules: readonly ModuleImport[];
      /** A system inside of the machine: rules of practice are not about it. */
      readonly isInside: boolean;
    }
  /** On the way to one: `home-manager`, `home-manager.users`. */
  | { readonly kind: 'above' };

/** Options of NixOS whose values are systems: undefined stands for any name. */
const systems: readonly (readonly (string | undefined)[])[] = [
  ['specialisation', undefined, 'configuration'],
  ['containers', undefined, 'config'],
  ['virtualisation', 'vmVariant'],
  ['virtualisation', 'vmVariantWithBootLoader'],
  ['virtualisation', 'vmVariantWithDisko'],
  ['microvm', 'vms', undefined, 'config'],
];

/** What a definition of a NixOS or nix-darwin module makes a module of; undefined for any other. */
export function innerPart(definition: Definition, source: string): InnerPart | undefined {
  return homePart(definition, source) ?? systemPart(definition, source);
}

function systemPart(definition: Definition, source: string): InnerPart | undefined {
  const { path } = definition;
  const system = systems.find((steps) =>
    steps.every((step, at) => at >= path.length || step === undefined || step === path[at]?.name),
  );
  if (system === undefined) return undefined;
  // No set has the options of microvm.nix, which would lead there.
  if (path.length < system.length)
    return path[0]?.name === 'microvm' ? { kind: 'above' } : undefined;
  const modules = modulesBelow(definition, system.length, source);
  return { kind: 'modules', class: 'nixos', modules, isInside: true };
}

function homePart(definition: Definition, source: string): InnerPart | undefined {
  const [root, what, user] = definition.path;
  if (root?.name !== 'home-manager') return undefined;
  if (what === undefined) return { kind: 'above' };
  const as = { kind: 'modules', class: 'home-manager', isInside: false } as const;
  if (what.name === 'sharedModules' && user === undefined)
    return { ...as, modules: importsIn(definition, source) };
  if (what.name !== 'users') return undefined;
  return user === undefined
    ? { kind: 'above' }
    : { ...as, modules: modulesBelow(definition, 3, source) };
}

/** `home-manager.users.ada.programs.git = x;` gives the user's module `{ programs.git = x; }`. */
function modulesBelow(definition: Definition, depth: number, source: string): ModuleImport[] {
  const rest = definition.path.slice(depth).flatMap(({ attribute }) => attribute ?? []);
  const value = rest.length === 0 ? definition.value : setOf(definition, rest);
  return modulesIn({ ...definition, value }, source);
}

function setOf(
  { by, value }: Definition,
  attributes: Binding['path']['attributes'],
): Extract<Expression, { kind: 'set' }> {
  const { start, end } = attributes[0] ?? by;
  const path = { kind: 'attributePath', start, end, attributes } as const;
  const binding: Binding = { kind: 'binding', start, end: by.end, path, value };
  return { kind: 'set', start, end: by.end, form: 'plain', bindings: [binding] };
}

function modulesIn(seen: Seen, source: string): ModuleImport[] {
  return seeThrough(seen.value, seen.scope).map(({ value, scope, conditional }): ModuleImport => {
    if (value.kind === 'set' || value.kind === 'lambda')
      return { kind: 'inline', module: value, scope };
    const path = importedPath(value);
    return path === undefined
      ? { kind: 'unknown', text: source.slice(value.start, value.end), at: value }
      : { kind: 'path', path, at: value, conditional: seen.conditional || conditional };
  });
}
