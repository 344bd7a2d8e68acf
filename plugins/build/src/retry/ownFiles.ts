import { dirname, resolve } from 'node:path';
import { nixFilesIn, readRegular } from '@nixai/machine';
import type { NixTarget } from '@nixai/api';
import type { Request } from '../request/request.js';
import type { OwnFiles } from './edits/edit.js';

/** Where the files lie that a build is of; undefined where they are not on this machine, or not the person's. */
export function folderOf({ targets, folder }: Request): string | undefined {
  const folders = targets.map((target) => placeOf(target, folder));
  return folders.every((one) => one === folders[0]) ? folders[0] : undefined;
}

function placeOf(target: NixTarget, folder: string): string | undefined {
  if ('file' in target) {
    const path = resolve(folder, target.file);
    return path.endsWith('.nix') ? dirname(path) : path;
  }
  if (!('flake' in target)) return undefined;
  const place = target.flake
    .replace(/[?#].*$/s, '')
    .replace(/^(?:path|git\+file):(?:\/\/(?=\/))?/, '');
  if (place === '' || place === '.') return folder;
  return /^\.{0,2}\//.test(place) && !place.startsWith('/nix/store/')
    ? resolve(folder, place)
    : undefined;
}

/** The Nix files in it. Undefined where there are far too many. */
export async function ownFilesIn(folder: string): Promise<OwnFiles | undefined> {
  const paths = await nixFilesIn(folder);
  if (paths === undefined) return undefined;
  const texts = await Promise.all(paths.map(readRegular));
  return new Map(
    paths.flatMap((path, at) => {
      const text = texts[at];
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
}
