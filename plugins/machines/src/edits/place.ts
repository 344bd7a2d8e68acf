import { basename, isAbsolute, relative } from 'node:path';
import type { CheckDefinition, ReadConfiguration } from '@nixai/api';

/** The file that an option is to be set in, or why there is none. */
export type EditPlace = { readonly file: string } | { readonly why: string };

type Path = readonly (string | undefined)[];

/**
 * Where an option is set, or else where its nearest neighbours are; the text of a flake itself is not
 * edited, since what is a module in it does not show.
 */
export function placeFor(
  path: readonly string[],
  read: ReadConfiguration,
  folder: string,
): EditPlace {
  const own = read.all.filter((one) => sharedNames(one.path, path) === path.length);
  const [only, ...others] = own.filter((one) => one.path.length === path.length);
  const below = own.find((one) => one.path.length > path.length);
  if (below !== undefined) return { why: 'parts of it are set one by one' };
  if (others.length > 0)
    return {
      why: `it is set in ${others.length + 1} places: which of them counts is for you to say`,
    };
  if (only !== undefined) {
    if (only.conditional) return { why: 'it stands behind a condition' };
    return editable(fileOf(only, read), folder);
  }
  const files = new Map<string, number>();
  for (const definition of read.all) {
    const file = fileOf(definition, read);
    if (file === undefined || 'why' in editable(file, folder)) continue;
    const near = definition.conditional ? 0 : sharedNames(definition.path, path);
    files.set(file, Math.max(near, files.get(file) ?? 0));
  }
  const [nearest] = [...files].sort(([, one], [, other]) => other - one);
  return nearest === undefined
    ? { why: 'no file of it is one that can be edited' }
    : { file: nearest[0] };
}

const fileOf = (definition: CheckDefinition, read: ReadConfiguration): string | undefined =>
  read.placeOf(definition)?.file;

function editable(file: string | undefined, folder: string): EditPlace {
  if (file === undefined) return { why: 'where it is set does not show' };
  const why = whyNotEdited(file, folder);
  return why === undefined ? { file } : { why };
}

/** Why a file of a configuration is none that is edited; undefined where it may be. */
export function whyNotEdited(file: string, folder: string): string | undefined {
  if (basename(file) === 'flake.nix') return 'it is set in flake.nix itself';
  const way = relative(folder, file);
  return way.startsWith('..') || isAbsolute(way) || file.startsWith('/nix/store/')
    ? `it is set in ${file}, which is not of this configuration`
    : undefined;
}

/** How many names two paths begin with alike. */
function sharedNames(one: Path, other: Path): number {
  const at = one.findIndex((name, index) => name === undefined || name !== other[index]);
  return at < 0 ? one.length : at;
}
