import { lookUp, staticName, type Expression, type Scope } from '@nixai/nix';

/** Options whose value is a list of packages. */
export const packageLists =
  /^(?:environment\.systemPackages|home\.packages|fonts\.packages|users\.users\.[^.]+\.packages)$/;

/**
 * Attribute paths below `pkgs` that a list of packages names: `[ pkgs.vim ]`, `with pkgs; [ vim ]`.
 * What comes from anywhere else is left out.
 */
export function packagesInList(value: Expression, scope: Scope, inPkgs = false): string[] {
  switch (value.kind) {
    case 'parenthesized':
      return packagesInList(value.inner, scope, inPkgs);
    case 'with':
      return packagesInList(value.body, scope, isPkgs(value.subject));
    case 'binary':
      if (value.operator !== '++') return [];
      return [value.left, value.right].flatMap((side) => packagesInList(side, scope, inPkgs));
    case 'list':
      return value.items.flatMap((item) => packageOf(item, scope, inPkgs) ?? []);
    default:
      return [];
  }
}

export const isPkgs = (subject: Expression): boolean =>
  subject.kind === 'identifier' && subject.name === 'pkgs';

/** The attribute path below `pkgs` of an item; `inPkgs`: it stands behind a `with pkgs;`. */
export function packageOf(item: Expression, scope: Scope, inPkgs: boolean): string | undefined {
  const isFree = (name: string) => inPkgs && lookUp(name, scope) === undefined;
  if (item.kind === 'identifier') return isFree(item.name) ? item.name : undefined;
  if (item.kind !== 'select' || item.subject.kind !== 'identifier') return undefined;
  const names = item.path.attributes.map(staticName);
  if (names.includes(undefined)) return undefined;
  if (isPkgs(item.subject)) return names.join('.');
  return isFree(item.subject.name) ? [item.subject.name, ...names].join('.') : undefined;
}
