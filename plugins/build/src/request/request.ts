import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { NixTarget } from '@nixai/api';
import { nothingToBuild, usage } from '../faults.js';

/** What is built, and how. */
export interface Request {
  readonly targets: readonly NixTarget[];
  /** By `nix-build`, as without flakes. */
  readonly classic: boolean;
  readonly keepGoing: boolean;
  readonly link?: string;
  /** Words for Nix itself. */
  readonly args: readonly string[];
  readonly folder: string;
}

export interface Asked {
  /** Installables, and from the first that begins with a hyphen on words for Nix. */
  readonly words: readonly string[];
  readonly file?: string;
  readonly attribute?: string;
  readonly keepGoing: boolean;
  /** The name of the link; undefined for none. */
  readonly link?: string;
  readonly folder: string;
}

/** @throws NixaiError `build-nothing` or `usage`. */
export async function requestOf(asked: Asked): Promise<Request> {
  const { words, folder, keepGoing, link } = asked;
  const end = words.findIndex((word) => word.startsWith('-'));
  const named = end < 0 ? words : words.slice(0, end);
  const args = end < 0 ? [] : words.slice(end);
  const several = await filesOf(asked, named);
  const file = await fileOf(asked, named);
  const shared = { keepGoing, link, args, folder };
  if (several !== undefined)
    return { ...shared, classic: true, targets: several.map((one) => ({ file: one })) };
  if (file !== undefined)
    return {
      ...shared,
      classic: true,
      targets: [{ file, ...(asked.attribute !== undefined && { attribute: asked.attribute }) }],
    };
  if (named.length === 0 && !(await isThere(join(folder, 'flake.nix'))))
    throw nothingToBuild(folder);
  const flakes = named.length === 0 ? ['.'] : named;
  return { ...shared, classic: false, targets: flakes.map(targetOf) };
}

/**
 * Several files, which `nix-build` builds together; undefined where none is named.
 * @throws NixaiError `usage` where other words stand among them.
 */
async function filesOf(
  { file, attribute, folder }: Asked,
  named: readonly string[],
): Promise<readonly string[] | undefined> {
  if (named.length < 2 || file !== undefined || attribute !== undefined) return undefined;
  const isFile = await Promise.all(
    named.map(async (word) => word.endsWith('.nix') && (await isThere(resolve(folder, word)))),
  );
  if (!isFile.includes(true)) return undefined;
  if (isFile.every(Boolean)) return named;
  const other = named[isFile.indexOf(false)] ?? '';
  throw usage(
    `files and other installables are built apart: ${other} is no file`,
    'nixai build FILE FILE …',
  );
}

/**
 * What was meant by a bare name that no flake is called, where there is a flake here. With no network Nix cannot look
 * whether one is called so: then it is a name that the flake has.
 */
export async function outputMeant(
  { targets, folder }: Request,
  errors: readonly string[],
): Promise<string | undefined> {
  const said = errors.join('\n');
  const unknown = /cannot find flake 'flake:([\w.-]+)'/.exec(said)?.[1];
  const isOutOfReach = /unable to download '[^']*flake-registry\.json'/.test(said);
  const bare = targets.flatMap((target) => ('flake' in target ? [target.flake] : []));
  const text = await readFile(join(folder, 'flake.nix'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const meant = bare.find(
    (name) =>
      name === unknown ||
      (isOutOfReach && /^[A-Za-z_][\w-]*$/.test(name) && new RegExp(`\\b${name}\\b`).test(text)),
  );
  return meant === undefined ? undefined : `nixai build .#${meant}`;
}

/** The file that `nix-build` builds; undefined where a flake is meant. */
async function fileOf(
  { file, attribute, folder }: Asked,
  named: readonly string[],
): Promise<string | undefined> {
  if (file !== undefined || attribute !== undefined) {
    if (named.length > 0)
      throw usage('a file and an installable are two things', 'nixai build -f FILE -A ATTRIBUTE');
    return file ?? './default.nix';
  }
  const [only] = named;
  if (only === undefined) {
    const isFlake = await isThere(join(folder, 'flake.nix'));
    return !isFlake && (await isThere(join(folder, 'default.nix'))) ? './default.nix' : undefined;
  }
  if (named.length > 1 || /[#:]/.test(only)) return undefined;
  const path = resolve(folder, only);
  if (only.endsWith('.nix')) return only;
  const isClassic =
    (await isThere(join(path, 'default.nix'))) && !(await isThere(join(path, 'flake.nix')));
  return isClassic ? only : undefined;
}

const targetOf = (word: string): NixTarget =>
  word.startsWith('/nix/store/') ? { path: word } : { flake: word };

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** What is built, as a person calls it. */
export const namesOf = (targets: Request['targets']): string[] =>
  targets.flatMap((target) => {
    if ('flake' in target) return target.flake;
    if ('path' in target) return target.path.replace(/^.*\/[^-]*-/, '');
    return 'file' in target ? (target.attribute ?? target.file) : [];
  });

/** The same without nixai. */
export function argvOf({ targets, classic, keepGoing, link, args }: Request): string[] {
  const links =
    link === undefined
      ? [classic ? '--no-out-link' : '--no-link']
      : link === 'result'
        ? []
        : ['--out-link', link];
  const named = targets.flatMap((target) => {
    if ('file' in target)
      return [target.file, ...(target.attribute === undefined ? [] : ['-A', target.attribute])];
    return 'flake' in target ? [target.flake] : 'path' in target ? [target.path] : [];
  });
  const program = classic ? ['nix-build'] : ['nix', 'build'];
  return [...program, ...named, ...(keepGoing ? ['--keep-going'] : []), ...links, ...args];
}
