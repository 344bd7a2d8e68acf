import type { CheckRule, WrittenValue } from '@nixai/api';
import { isGiven } from '../conditions.js';

/** Attributes of nixpkgs whose licence is not free, by their `meta.license`. */
const unfree: ReadonlySet<string> = new Set([
  ...[
    '_1password-cli',
    '_1password-gui',
    'android-studio',
    'anydesk',
    'claude-code',
    'code-cursor',
  ],
  ...['corefonts', 'davinci-resolve', 'discord', 'discord-canary', 'discord-ptb', 'dropbox'],
  ...[
    'google-chrome',
    'lmstudio',
    'microsoft-edge',
    'obsidian',
    'plex',
    'postman',
    'rar',
    'reaper',
  ],
  ...['slack', 'spotify', 'steam', 'steam-run', 'sublime4', 'teamviewer', 'terraform', 'unrar'],
  ...['vagrant', 'vault', 'vivaldi', 'vscode', 'vscode-fhs', 'widevine-cdm', 'zoom-us'],
  ...['clion', 'datagrip', 'goland', 'phpstorm', 'rider', 'webstorm'].map(
    (name) => `jetbrains.${name}`,
  ),
]);

const namesUnfree = (value: WrittenValue): boolean =>
  value.type === 'list'
    ? value.items.some(namesUnfree)
    : value.type === 'package' && unfree.has(value.attribute);

export const unfreeNotAllowed: CheckRule = {
  id: 'unfree-not-allowed',
  severity: 'error',
  set: 'nixos',
  options: ['environment.systemPackages', 'users.users.*.packages', 'fonts.packages'],
  applies: (definition, configuration) =>
    !definition.conditional &&
    configuration.complete &&
    definition.values.length === 1 &&
    definition.values.some(namesUnfree) &&
    !isGiven(
      configuration,
      ...['nixpkgs', 'nixpkgs.config', 'nixpkgs.config.*', 'nixpkgs.pkgs', 'nixpkgs.overlays'],
    ),
  message: 'a package is not free, and nothing allows such packages',
  why: 'Nix refuses to evaluate the system.',
  fix: 'Set nixpkgs.config.allowUnfree = true; or name the package in allowUnfreePredicate.',
  docs: 'https://wiki.nixos.org/wiki/Unfree_software',
  samples: {
    fires: [
      { 'environment.systemPackages': [{ package: 'git' }, { package: 'spotify' }] },
      { 'users.users.ada.packages': [{ package: 'discord' }] },
    ],
    quiet: [
      { 'environment.systemPackages': [{ package: 'git' }] },
      { 'environment.systemPackages': [{ package: 'vscodium' }] },
      {
        'environment.systemPackages': [{ package: 'spotify' }],
        'nixpkgs.config.allowUnfree': true,
      },
      {
        'environment.systemPackages': [{ package: 'spotify' }],
        'nixpkgs.config.allowUnfreePredicate': {},
      },
    ],
  },
};
