import { NotTold } from '../../machine/unknown.js';

export const store = '/nix/store/';

/**
 * The paths that a program lists, one a line.
 * @throws NotTold where it says something else.
 */
export function pathsIn(text: string, program: string): readonly string[] {
  const all = text.split('\n').filter((line) => line.trim() !== '');
  if (all.every((line) => line.startsWith(store))) return all;
  throw new NotTold(`${program} answered with something that is no list of paths`);
}
