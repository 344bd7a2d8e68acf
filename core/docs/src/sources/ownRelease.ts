import { nixosRelease, type OptionSet } from '@nixai/api';
import type { ParsedOption } from './format/optionFile.js';

/** What a set says of its own release: `25.05`. */
export function ownRelease(set: OptionSet, options: readonly ParsedOption[]): string | undefined {
  const option = (name: string) => options.find((one) => one.name === name);
  const told: Record<OptionSet, () => string | undefined> = {
    nixos: () => option('system.nixos.release')?.default,
    'nix-darwin': () => option('system.darwinRelease')?.default,
    // It takes every release that there was, the last one last.
    'home-manager': () => /"[^"]*"$/.exec(option('home.stateVersion')?.type ?? '')?.[0],
  };
  return /\d\d\.\d\d/.exec(told[set]() ?? '')?.[0];
}

/** When a set was made, as far as its file and its release tell. */
export interface SetDate {
  /** ISO 8601. */
  readonly date: string;
  /** It is that old or older: a file may be a copy of yesterday. */
  readonly isLatest?: true;
}

/** A set of a release is no newer than the end of that release, whenever its file was written. */
export function setDate(written: string, release: string | undefined): SetDate {
  const end = nixosRelease(/\d\d\.\d\d/.exec(release ?? '')?.[0] ?? '')?.endOfLife;
  if (end === undefined || Date.parse(written) <= Date.parse(end)) return { date: written };
  return { date: new Date(end).toISOString(), isLatest: true };
}
