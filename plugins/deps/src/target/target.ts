import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { nothingMeant, noTarget } from '../faults.js';
import { storePathOf } from './storePlace.js';

/** What a word on the command line means. `said` is how a person would call it. */
export type Target =
  | { readonly kind: 'store'; readonly said: string; readonly path: string }
  | { readonly kind: 'flake'; readonly said: string; readonly flake: string }
  /** A folder, or a file of a configuration. */
  | { readonly kind: 'configuration'; readonly said: string; readonly path: string };

/** What is meant where nothing is said: the running system, else the person's own profile. */
const usual = (): string[] => [
  '/run/current-system',
  join(homedir(), '.local/state/nix/profile'),
  join(homedir(), '.nix-profile'),
];

/**
 * @param example the command that was typed, with a target.
 * @throws NixaiError `deps-target`.
 */
export async function targetOf(word: string | undefined, example: string): Promise<Target> {
  if (word === undefined) {
    for (const said of usual()) {
      const path = await storePathOf(said);
      if (path !== undefined) return { kind: 'store', said, path };
    }
    throw nothingMeant(['running NixOS', 'profile'], example);
  }
  const at = resolve(word);
  const path = await storePathOf(at);
  if (path !== undefined) return { kind: 'store', said: word, path };
  const found = await stat(at).catch(() => undefined);
  if (found?.isDirectory() || (found?.isFile() && at.endsWith('.nix')))
    return { kind: 'configuration', said: word, path: at };
  if (found !== undefined) throw noTarget(word, 'it lies outside of the store, and is no Nix file');
  if (/[#:]/.test(word) && !word.startsWith('-'))
    return { kind: 'flake', said: word, flake: flakeOutput(word) };
  throw noTarget(word, 'there is no such file or folder, and no flake is called so');
}

/** A system by its name alone is meant as what is built of it. */
const flakeOutput = (word: string): string =>
  word.replace(/(#(?:nixos|darwin)Configurations\.(?:"[^"]*"|[^."]+))$/, (name) =>
    name.includes('#darwin') ? `${name}.system` : `${name}.config.system.build.toplevel`,
  );
