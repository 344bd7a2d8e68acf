import { nixosRelease, stableRelease } from '@nixai/api';
import type { SourceFile } from '../read/configuration.js';
import { settings, textOf } from '../read/values.js';
import type { Look, Pitfall } from './pitfall.js';

const release = (text: string | undefined): string | undefined =>
  /(?:nixos|nixpkgs|release)-(\d\d\.(?:05|11))/.exec(text ?? '')?.[1];

/** The addresses of nixpkgs and Home Manager: of the flake, or of the channels. */
function addresses({ flake, channels }: Look): {
  readonly nixpkgs: string | undefined;
  readonly home: string | undefined;
} {
  const of = (names: readonly string[]) =>
    flake === undefined
      ? channelOf(names, channels)
      : flake.inputs.find(({ name }) => names.includes(name))?.url;
  return { nixpkgs: of(['nixpkgs', 'nixos']), home: of(['home-manager']) };
}

const channelOf = (names: readonly string[], channels: Look['channels']): string | undefined => {
  const found = channels.find(({ name }) => names.includes(name));
  return found?.url ?? found?.branch;
};

/** Modules of one release with the packages of another. */
export const homeBeside: Pitfall = {
  id: 'home-manager-release',
  find(look) {
    const { nixpkgs, home } = addresses(look);
    if (nixpkgs === undefined || home === undefined) return [];
    const [packages, modules] = [release(nixpkgs), release(home)];
    const isDefault = /home-manager(?:$|\/(?:archive\/)?(?:master|main)\b)|^master$/.test(home);
    const isUnstable = /(?:nixos|nixpkgs)-unstable/.test(nixpkgs);
    if (packages === modules || (modules === undefined && !isDefault)) return [];
    if (packages === undefined && !isUnstable) return [];
    return [
      {
        file: look.flake === undefined ? 'nix-channel' : 'flake.nix',
        line: 1,
        message: `Home Manager is of ${modules ?? 'the unstable branch'}, and nixpkgs of ${packages ?? 'nixos-unstable'}`,
        hint:
          packages === undefined
            ? 'home-manager at its default branch'
            : `home-manager at release-${packages}`,
      },
    ];
  },
};

/** A stateVersion says what the data on the disk were made by, and not what runs. */
export const movedStateVersion: Pitfall = {
  id: 'state-version',
  find(look) {
    const { nixpkgs } = addresses(look);
    const newest = release(nixpkgs) ?? stableRelease(new Date()).release;
    const isUnstable = release(nixpkgs) === undefined;
    return look.configuration.files
      .filter(({ path }) => !isImage.test(path))
      .flatMap((file) =>
        stateVersionsIn(file).flatMap(({ line, text, code }) => {
          if (text === undefined && !/\b(?:release|version)\b/.test(code)) return [];
          const isNewer =
            text !== undefined &&
            (isUnstable ? isUnknown(text, newest) : /^\d\d\.\d\d$/.test(text) && text > newest);
          if (text !== undefined && !isNewer) return [];
          return [
            {
              file: file.path,
              line,
              message:
                text === undefined
                  ? 'the stateVersion follows what runs: databases would be expected in a format that they are not in'
                  : `the stateVersion ${text} is newer than what runs (${newest})`,
              hint: 'what it was when the machine was installed, as a string: /run/current-system, or git log -S stateVersion',
            },
          ];
        }),
      );
  },
};

/** What is made anew each time has no data of its own. */
const isImage = /(?:^|[/_-])(?:iso|installer|netboot|sd-image|tests?|vm)(?:[/_.-]|$)/;

/** Unstable is one ahead of the newest release. */
const isUnknown = (text: string, newest: string): boolean =>
  /^\d\d\.\d\d$/.test(text) && text > newest && nixosRelease(text) === undefined;

function stateVersionsIn(file: SourceFile) {
  return [
    ...settings(file, ['system', 'stateVersion']),
    ...settings(file, ['home', 'stateVersion']),
  ].map(({ by }) => ({
    line: file.lines.positionOf(by.start).line,
    text: textOf(by.value),
    code: file.text.slice(by.value.start, by.value.end),
  }));
}
