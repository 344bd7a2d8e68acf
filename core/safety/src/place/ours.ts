import { lstatSync, readlinkSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** Others may write there; with the sticky bit they may not move or remove what is not theirs. */
const openToOthers = 0o022;
const sticky = 0o1000;
const mostLinks = 40;

/**
 * Whether nobody but this user and root can change what a folder holds, or put another folder in its
 * place: it and all on the way to it, links too, are theirs. False where it is not there.
 */
export function isOurs(folder: string): boolean {
  try {
    return isAbsolute(folder) && (leadsTo(folder) & openToOthers) === 0;
  } catch {
    return false;
  }
}

/** The mode of the folder. @throws Error where somebody else could lead the way elsewhere. */
function leadsTo(folder: string): number {
  const left = namesIn(folder);
  let at = '/';
  let mode = modeOfOurs(at);
  for (let links = 0; left.length > 0;) {
    const name = left.shift() ?? '';
    if ((mode & openToOthers) !== 0 && (mode & sticky) === 0) throw new Error('others may write');
    const next = name === '..' ? dirname(at) : join(at, name);
    mode = modeOfOurs(next);
    if (!isLink(mode)) {
      at = next;
      continue;
    }
    if (++links > mostLinks) throw new Error('links lead in a circle');
    const target = readlinkSync(next);
    left.unshift(...namesIn(target));
    if (isAbsolute(target)) at = '/';
    mode = modeOfOurs(at);
  }
  return mode;
}

function modeOfOurs(path: string): number {
  const { uid, mode } = lstatSync(path);
  if (uid !== process.getuid?.() && uid !== 0) throw new Error('it is of another user');
  return mode;
}

const isLink = (mode: number): boolean => (mode & 0o170000) === 0o120000;
const namesIn = (path: string): string[] =>
  path.split('/').filter((name) => name !== '' && name !== '.');
