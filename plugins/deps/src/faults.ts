import { ExitCode, NixaiError } from '@nixai/api';
import { nearestWords } from '@nixai/language';

/** A word that is no store path, no link to one, no folder with a configuration and no flake. */
export const noTarget = (word: string, why: string): NixaiError =>
  new NixaiError({
    code: 'deps-target',
    what: `${word} is nothing whose dependencies are known`,
    why,
    hint: 'a store path, a link to one (/run/current-system, result), .#NAME, or a folder with flake.nix or configuration.nix',
    exitCode: ExitCode.usage,
  });

/** No target was named, and there is none that would be meant. */
export const nothingMeant = (looked: readonly string[], command: string): NixaiError =>
  new NixaiError({
    code: 'deps-target',
    what: 'say what to look at',
    why: `there is no ${looked.join(' and no ')} here`,
    hint: `${command}; .#NAME or a folder with flake.nix or configuration.nix is one, too`,
    exitCode: ExitCode.usage,
  });

/** What was asked about has a place in the store, and is not there. */
export const notInStore = (what: string, hint: string): NixaiError =>
  new NixaiError({
    code: 'deps-not-built',
    what: `${what} is not in the store of this machine`,
    why: 'only of what is there is it known what it needs; with --build what building it needs is',
    hint,
    exitCode: ExitCode.refused,
  });

/** What it was built from is not in the store, or was never there: it was fetched. */
export const noDerivation = (what: string, cause: NixaiError): NixaiError =>
  new NixaiError({
    code: 'deps-no-derivation',
    what: `what ${what} was built from is not in the store`,
    why: cause.why ?? cause.what,
    hint: 'name what it is built from: .#NAME, or a .drv; nix derivation show .#NAME has Nix make that',
    exitCode: ExitCode.refused,
    cause,
  });

/** Nothing in it is called so. */
export const notNeeded = (wanted: string, target: string, nearest: readonly string[]): NixaiError =>
  new NixaiError({
    code: 'deps-not-needed',
    what: `${target} does not need anything called ${wanted}`,
    ...(nearest.length > 0 && { why: `nearest to it: ${nearest.join(', ')}` }),
    hint: 'nixai deps analyze says what is in it; with --build also what only building it needs',
  });

/** A configuration has no file that is called so. */
export function noSuchFile(wanted: string, target: string, files: readonly string[]): NixaiError {
  const nearest = nearestWords(wanted, files).slice(0, 5);
  return new NixaiError({
    code: 'deps-not-needed',
    what: `${target} has no file called ${wanted}`,
    ...(nearest.length > 0 && { why: `nearest to it: ${nearest.join(', ')}` }),
    hint: `nixai deps graph ${target} has all files that it reads`,
  });
}

/** It is there, and no other file of the configuration has its name in it. */
export const namedByNone = (wanted: string, target: string): NixaiError =>
  new NixaiError({
    code: 'deps-not-needed',
    what: `no other Nix file of ${target} names ${wanted}`,
    why: 'what a command names, or an evaluation puts together, is not seen',
    hint: `nixai deps analyze ${target}`,
  });

/** A question that only makes sense for store paths. */
export const notForFiles = (command: string, target: string): NixaiError =>
  new NixaiError({
    code: 'deps-target',
    what: `${target} is a configuration, and ${command} is about store paths`,
    hint: `build it first: nixos-rebuild build; then nixai ${command} ./result`,
    exitCode: ExitCode.usage,
  });

/** Graphviz began, and came to no picture. */
export const notDrawn = (why: string): NixaiError =>
  new NixaiError({
    code: 'deps-not-drawn',
    what: 'Graphviz did not draw it',
    why,
    hint: '--depth or --focus for a smaller part, or --format dot',
  });
