import { stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { readRegular, type MissingImport } from '@nixai/machine';
import { globEnds, type GlobPart } from './glob.js';

export type LeftOut = 'ignored' | 'submodule';

/**
 * Why git has not brought the file of an import: a `.gitignore` has it, here or in a folder above, up to
 * the repository's, so that it is made on each machine; or it lies in a submodule.
 */
export async function leftOutByGit({ file, path }: MissingImport): Promise<LeftOut | undefined> {
  const wanted = resolve(dirname(file.path), path);
  for (let folder = dirname(wanted); ; folder = dirname(folder)) {
    const inside = relative(folder, wanted);
    const told = lastSaid((await readRegular(join(folder, '.gitignore'))) ?? '', inside);
    if (told !== undefined) return told ? 'ignored' : undefined;
    const modules = (await readRegular(join(folder, '.gitmodules'))) ?? '';
    if (isInModule(modules, inside)) return 'submodule';
    if (folder === dirname(folder) || (await isRepository(folder))) return undefined;
  }
}

/** `path = themes` of a `.gitmodules`. */
const isInModule = (modules: string, path: string): boolean =>
  [...modules.matchAll(/^[ \t]*path\s*=\s*(\S+)/gm)].some(([, folder = '']) =>
    `${path}/`.startsWith(`${folder}/`),
  );

/** What the last line that fits says; undefined where none does. */
function lastSaid(patterns: string, path: string): boolean | undefined {
  const line = patterns
    .split('\n')
    .map((one) => one.trim())
    .findLast((one) => one !== '' && !one.startsWith('#') && fits(one.replace(/^!/, ''), path));
  return line === undefined ? undefined : !line.startsWith('!');
}

/** A pattern with a slash before its end is of that one place; any other of a name at any depth. */
function fits(pattern: string, path: string): boolean {
  const isOfPlace = pattern.slice(0, -1).includes('/');
  const parts = [...pattern.replace(/^\/|\/$/g, '').matchAll(/\*\*\/|\*+|[^]/g)].map(([sign]) =>
    sign in wild ? (wild[sign] as GlobPart) : sign.startsWith('*') ? 'any' : { is: sign },
  );
  const ends = globEnds(isOfPlace ? parts : ['folders', ...parts], path);
  // What lies in a folder that is left out is left out with it.
  return ends.some((at) => at === path.length || path[at] === '/');
}

const wild: Readonly<Record<string, GlobPart>> = { '**/': 'folders', '*': 'name', '?': 'one' };

const isRepository = (folder: string): Promise<boolean> =>
  stat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
