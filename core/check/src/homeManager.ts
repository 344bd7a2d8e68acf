import type { Binding, Definition, Expression, ModuleImport, Seen } from '@nixai/nix';
import { importedPath, importsIn, seeThrough } from '@nixai/nix';

/** A part of a NixOS or nix-darwin module that belongs to Home Manager. */
export type HomePart =
  /** What a user's module says at this place, as a module of its own. */
  | { readonly kind: 'modules'; readonly modules: readonly ModuleImport[] }
  /** On the way to a user: `home-manager`, `home-manager.users`. */
  | { readonly kind: 'above' };

/** What a definition hands to Home Manager; undefined for any that does not. */
export function homePart(definition: Definition, source: string): HomePart | undefined {
  const [root, what, user, ...rest] = definition.path;
  if (root?.name !== 'home-manager') return undefined;
  if (what === undefined) return { kind: 'above' };
  if (what.name === 'sharedModules' && user === undefined)
    return { kind: 'modules', modules: importsIn(definition, source) };
  if (what.name !== 'users') return undefined;
  if (user === undefined) return { kind: 'above' };
  const value =
    rest.length === 0
      ? definition.value
      : setOf(
          definition,
          rest.flatMap(({ attribute }) => attribute ?? []),
        );
  return { kind: 'modules', modules: modulesIn({ ...definition, value }, source) };
}

/** `home-manager.users.ada.programs.git = x;` gives the user's module `{ programs.git = x; }`. */
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
