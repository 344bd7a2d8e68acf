import { userInfo } from 'node:os';
import { basename, dirname } from 'node:path';
import { thisSystem } from '../../read/system.js';
import type { Channel } from '../channels/channels.js';
import { takesNixpkgs } from '../channels/inputOf.js';
import { inputsFrom, type Inputs, type KnownInput, type Origin } from '../channels/search.js';
import { readConfiguration, type Configuration } from '../read/configuration.js';
import { hostNameIn, type Entry } from '../read/entry.js';
import { literalIn, settings } from '../read/values.js';
import { purify, type Purified } from '../rewrite/purify.js';
import type { NeededInput, Site } from '../rewrite/site.js';
import { flakeText, type FlakeInput, type FlakeSystem } from './flakeText.js';

/** What is known of the machine, or was said. */
export interface Known {
  readonly channels: readonly Channel[];
  /** The commit of nixpkgs that runs; undefined where it is to be the branch, or nobody knows. */
  readonly rev?: string;
  readonly system?: string;
  readonly hostName?: string;
}

/** The flake that a configuration would be. */
export interface Proposal {
  readonly configuration: Configuration;
  readonly flake: string;
  /** Files that change, with what they are afterwards; flake.nix is not among them. */
  readonly changes: readonly {
    readonly path: string;
    readonly before: string;
    readonly after: string;
  }[];
  readonly sites: readonly Site[];
  readonly inputs: readonly ProposedInput[];
  readonly systems: readonly FlakeSystem[];
  /** Whether anything says which nixpkgs the machine has: without it there is no flake. */
  readonly isNixpkgsKnown: boolean;
}

export interface ProposedInput extends FlakeInput {
  readonly origin: Origin | 'code';
  readonly isPinned: boolean;
}

/** Turns what is evaluated with channels into a flake; writes nothing. */
export function propose(folder: string, entries: readonly Entry[], known: Known): Proposal {
  const configuration = readConfiguration(folder, entries);
  const inputs = inputsFrom(known.channels, {
    entry: entries[0]?.path ?? 'configuration.nix',
    system: known.system ?? thisSystem(),
  });
  const purified = purify(configuration, inputs);
  const systems = entries.map((entry) => systemOf(folder, entry, known, entries.length, purified));
  const needed = new Map(purified.inputs.map((one) => [one.name, one]));
  const homeManager = systems.some(({ kind }) => kind === 'home')
    ? inputs.input('home-manager')
    : undefined;
  if (homeManager !== undefined) needed.set(homeManager.name, homeManager);
  const proposed = inputList(inputs, [...needed.values()], known.rev);
  return {
    configuration,
    flake: flakeText({
      description: `${systems[0]?.kind === 'home' ? 'Home' : 'NixOS configuration'} of ${systems.map(({ name }) => name).join(', ')}`,
      inputs: proposed,
      systems,
    }),
    changes: purified.files
      .filter(({ file, after }) => after !== file.text)
      .map(({ file, after }) => ({ path: file.path, before: file.text, after })),
    sites: purified.sites,
    inputs: proposed,
    systems,
    isNixpkgsKnown: inputs.main !== undefined,
  };
}

function systemOf(
  folder: string,
  entry: Entry,
  known: Known,
  entries: number,
  { homeTakesInputs }: Purified,
): FlakeSystem {
  const configuration = readConfiguration(folder, [entry]);
  const system = known.system ?? thisSystem();
  if (entry.role === 'home') {
    const user = configuration.files
      .map((file) => literalIn(file, ['home', 'username']))
      .find((name) => name !== undefined);
    return {
      kind: 'home',
      name: user ?? userInfo().username,
      entry: entry.path,
      system,
      homeTakesInputs: false,
    };
  }
  const says = configuration.files.some((file) =>
    ['hostPlatform', 'system', 'localSystem'].some(
      (name) => settings(file, ['nixpkgs', name]).length > 0,
    ),
  );
  const fallback = entries > 1 ? hostOfPath(entry.path) : (known.hostName ?? 'nixos');
  return {
    kind: 'nixos',
    name: hostNameIn(configuration) ?? fallback,
    entry: entry.path,
    ...(!says && { system }),
    homeTakesInputs,
  };
}

/** `hosts/web/configuration.nix` is of `web`. */
const hostOfPath = (path: string): string =>
  dirname(path) === '.' ? basename(path, '.nix') : basename(dirname(path));

function inputList(
  { main }: Inputs,
  needed: readonly NeededInput[],
  rev: string | undefined,
): readonly ProposedInput[] {
  const others = needed.filter(({ name }) => name !== 'nixpkgs');
  return [
    ...(main === undefined ? [] : [nixpkgsInput(main, rev)]),
    ...others.map((one): ProposedInput => ({
      name: one.name,
      url: one.url,
      isFlake: one.isFlake,
      followsNixpkgs: one.isFlake && takesNixpkgs(one.url),
      origin: one.origin ?? 'code',
      isPinned: false,
    })),
  ];
}

function nixpkgsInput(main: KnownInput, rev: string | undefined): ProposedInput {
  const shared = { name: 'nixpkgs', isFlake: true, followsNixpkgs: false, origin: main.origin };
  if (rev === undefined || !main.url.startsWith('github:'))
    return { ...shared, url: main.url, isPinned: false };
  return {
    ...shared,
    url: `github:NixOS/nixpkgs/${rev}`,
    isPinned: true,
    comment: `What runs now. For updates, later: "${main.url}"`,
  };
}
