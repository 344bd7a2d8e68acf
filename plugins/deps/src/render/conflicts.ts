import type { View } from '@nixai/api';
import { nameOf, packageNameOf } from '@nixai/nix-cli/closure';
import type { Collision, Conflicts } from '../results/conflicts.js';
import { bytes, labels, plural } from './words.js';

const mostPairs = 10;
const mostFiles = 5;

export function renderConflicts(conflicts: Conflicts, view: View): string {
  const { target, paths, bytes: size, versions, left, environments, collisions } = conflicts;
  const label = labels([
    ...versions.flatMap((one) => one.versions.flatMap(({ chain }) => chain)),
    ...collisions.flatMap(({ shown, hidden }) => [shown, hidden]),
  ]);
  const all = versions.length + left;
  const head = `${target} needs ${plural(paths, 'store path')}, ${bytes(size)}. ${all === 0 ? 'There is one version of each package.' : `There are several versions of ${plural(all, 'package')}${left > 0 ? `; those with most bytes are` : ''}:`}`;
  return [
    view.wrap(head),
    ...versions.map((one) => renderVersions(one, label, view)),
    ...(versions.length > 0 ? [view.wrap(stepFor(versions))] : []),
    ...renderCollisions(environments, collisions, label, view),
  ].join('\n\n');
}

function renderVersions(
  { name, versions }: Conflicts['versions'][number],
  label: (path: string) => string,
  view: View,
): string {
  return view.table(
    [{ title: name }, { title: 'frees', align: 'right' }, { title: 'by', flexible: true }],
    versions.map(({ version, freed, chain }) => [
      ...[version, bytes(freed), wayOf(chain.map(label))],
    ]),
  );
}

/** The first and the last names of a chain. */
const wayOf = (names: readonly string[]): string =>
  names.length <= 4 ? names.join(' › ') : [names[0], '…', ...names.slice(-2)].join(' › ');

/** Two of the C library are of two revisions of nixpkgs, and so is most of what there is of the rest. */
function stepFor(versions: Conflicts['versions']): string {
  const isTwice = versions.some(({ name }) => name === 'glibc');
  const why = isTwice
    ? 'glibc is among them, so they are likely of two revisions of nixpkgs. Have the inputs of a flake use one: inputs.X.inputs.nixpkgs.follows = "nixpkgs".'
    : 'For one version alone, have what pulls the other in use it (override, or an overlay).';
  return `${why} nixai deps why NAME shows all ways to it.`;
}

function renderCollisions(
  environments: readonly string[],
  collisions: readonly Collision[],
  label: (path: string) => string,
  view: View,
): string[] {
  const names = environments.map(nameOf).join(', ');
  if (environments.length === 0)
    return [view.wrap('It is no profile, and files of several packages stand nowhere together.')];
  if (collisions.length === 0)
    return [view.wrap(`In ${names} no two packages give the same file.`)];
  const shown = collisions.slice(0, mostPairs);
  const more = collisions.length - shown.length;
  return [
    view.wrap(`In ${names} files of the same name are given by several packages; one is seen:`),
    ...shown.map((one) => renderCollision(one, label, view)),
    ...(more > 0 ? [`and ${more} more (--json has them)`] : []),
  ];
}

function renderCollision(
  { by, shown, hidden, files }: Collision,
  label: (path: string) => string,
  view: View,
): string {
  const others = files.filter(({ same }) => !same);
  const named = (others.length > 0 ? others : files).map(({ file }) => file);
  const more = named.length > mostFiles ? ` and ${named.length - mostFiles} more` : '';
  const list = `${named.slice(0, mostFiles).join(', ')}${more}`;
  const head = `${view.style.bold(label(shown))} hides ${plural(files.length, 'file')} of ${view.style.bold(label(hidden))}`;
  if (others.length === 0) return view.wrap(`${head}, of the same content: ${list}.`);
  const equal = files.length - others.length;
  const said = equal === 0 ? '' : ` (${equal} more of the same content)`;
  return [
    view.wrap(`${head}: ${list}${said}.`),
    view.wrap(`To have those of ${label(hidden)} seen: ${stepIn(by, hidden)}`, 2),
  ].join('\n');
}

/** What gives a package precedence, by what its environment is made by. */
function stepIn(by: Collision['by'], path: string): string {
  const { name } = packageNameOf(path);
  if (by === 'nix-env') return `nix-env --set-flag priority 1 ${name}`;
  if (by === 'nix-profile')
    return 'nix profile install --priority 1 INSTALLABLE, once it is removed.';
  return `lib.hiPrio around ${name} ${places[by]}.`;
}

const places = {
  system: 'in environment.systemPackages',
  user: 'in users.users.NAME.packages',
  'home-manager': 'in home.packages',
  other: 'where the environment is made',
};
