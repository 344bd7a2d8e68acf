import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { homeFolder, isOurs } from '../place/index.js';
import { loadCompiled } from './loadCompiled.js';

/** Versions and installs whose compiled code is kept, the latest ones. */
const keptFolders = 4;

/**
 * Keeps compiled code between runs: compiling is a third of what a command costs. What lies in the
 * folder is run. So nothing is kept where somebody else could write it, or put another folder in its
 * place: below a folder that others may write to, or under another user's home, as with `sudo` that
 * leaves `HOME` as it was.
 * @param bundles folders of CommonJS files that it is for; what else is loaded is compiled as ever.
 * @param folder of one version of the program and of Node, among others like it.
 */
export function keepCompiled(bundles: readonly string[], folder: string): void {
  try {
    if (isOwn(homeFolder()) && makeOurs(folder)) loadCompiled(folder, namesIn(bundles));
  } catch {
    // Nothing can be written there: each run compiles anew.
  }
}

/** Names the files of each folder. The first is the program's: others are looked for when it is none. */
function namesIn([own = '', ...others]: readonly string[]) {
  const heads = [`${own}${sep}`];
  let isWhole = false;
  return (file: string): string | undefined => {
    if (!heads.some((head) => file.startsWith(head)) && !isWhole) {
      isWhole = true;
      // In a checkout they are links.
      heads.push(...others.map((one) => `${realpath(one) ?? one}${sep}`));
    }
    const at = heads.findIndex((head) => file.startsWith(head));
    return at < 0 ? undefined : `${at}+${file.slice(heads[at]!.length).replaceAll(sep, '+')}`;
  };
}

/** By the system: Node's own way looks at each folder above, and there are as many as plugins. */
function realpath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Makes the folder where it is not there; false where it is not this user's alone. */
function makeOurs(folder: string): boolean {
  if (existsSync(folder)) return isOurs(folder);
  // What is made below it, and what is removed there, is nobody else's.
  if (!isOurs(nearest(folder))) return false;
  makeFolder(folder);
  const all = dirname(folder);
  const age = new Map(readdirSync(all).map((name) => [name, lstatSync(`${all}/${name}`).mtimeMs]));
  const names = [...age.keys()].sort((one, other) => age.get(other)! - age.get(one)!);
  for (const name of names.slice(keptFolders))
    rmSync(`${all}/${name}`, { recursive: true, force: true });
  return true;
}

/** The folder itself where it is there, or the first one above it that is. */
const nearest = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));

/** Step by step: Node's own `recursive` never ends where a parent says it is there and takes nothing. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function isOwn(folder: string): boolean {
  const { uid, mode } = lstatSync(folder);
  return uid === process.getuid?.() && (mode & 0o022) === 0;
}
