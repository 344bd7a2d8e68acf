import type { Search } from '../rewrite/searchPaths.js';
import type { NeededInput } from '../rewrite/site.js';
import type { Channel } from './channels.js';
import { inputOf, usualChannels, type ChannelInput } from './inputOf.js';

/** Where the address of an input comes from: a list, a copy that lies here, or custom. */
export type Origin = NonNullable<NeededInput['origin']>;

export interface KnownInput extends ChannelInput {
  readonly name: string;
  readonly origin: Origin;
  /** The commit that lies on this machine. */
  readonly rev?: string;
}

/** The inputs that channels are, by the names that `<…>` has for them. */
export interface Inputs extends Search {
  input(name: string): KnownInput | undefined;
  /** What the machine itself is built from. */
  readonly main: KnownInput | undefined;
}

/** The channels that the machine's own nixpkgs is called by, the likeliest first. */
const mains = ['nixos', 'nixpkgs'];

export function inputsFrom(
  channels: readonly Channel[],
  { entry, system }: Pick<Search, 'entry' | 'system'>,
): Inputs {
  const main = mains.map((name) => known(channels, name, undefined)).find(Boolean);
  const nixpkgs = main && { ...main, name: 'nixpkgs' };
  return {
    entry,
    system,
    main: nixpkgs,
    input(name) {
      if (mains.includes(name)) return nixpkgs;
      const found = known(channels, name, main?.url);
      // Two channels of one branch are one input.
      return found !== undefined && nixpkgs !== undefined && found.url === nixpkgs.url
        ? nixpkgs
        : found;
    },
  };
}

function known(
  channels: readonly Channel[],
  name: string,
  nixpkgs: string | undefined,
): KnownInput | undefined {
  const channel = channels.find((one) => one.name === name);
  const [url, origin] = addressOf(name, channel, nixpkgs) ?? [];
  const input = url === undefined ? undefined : inputOf(url);
  if (input === undefined || origin === undefined) return undefined;
  return {
    ...input,
    name,
    origin,
    ...(channel?.rev !== undefined && { rev: channel.rev }),
  };
}

function addressOf(
  name: string,
  channel: Channel | undefined,
  nixpkgs: string | undefined,
): readonly [url: string, origin: Origin] | undefined {
  if (channel?.url !== undefined) return [channel.url, 'channel'];
  if (channel?.branch !== undefined)
    return [
      /^(?:nixos|nixpkgs)-/.test(channel.branch)
        ? `https://channels.nixos.org/${channel.branch}`
        : homeManager(channel.branch),
      'copy',
    ];
  if (name === 'home-manager' && nixpkgs !== undefined)
    return [homeManager(homeManagerBranchFor(nixpkgs)), 'usual'];
  const usual = Object.hasOwn(usualChannels, name) ? usualChannels[name] : undefined;
  return usual === undefined ? undefined : [usual, 'usual'];
}

const homeManager = (branch: string): string =>
  `https://github.com/nix-community/home-manager/archive/${branch}.tar.gz`;

/** The branch of Home Manager that goes with one of nixpkgs. */
function homeManagerBranchFor(nixpkgs: string): string {
  const release = /(?:nixos|nixpkgs|release)-(\d\d\.(?:05|11))/.exec(nixpkgs)?.[1];
  return release === undefined ? 'master' : `release-${release}`;
}
