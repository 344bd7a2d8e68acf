import type { DiagnosisFix } from '@nixai/api';
import { answerTo, type Answer } from '../../shared/answers.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** A user name of macOS; anything else becomes a placeholder. */
const userName = (name: string | undefined): string =>
  name !== undefined && /^[a-z_][\w.-]{0,60}$/.test(name) ? name : 'YOUR_USER';
const userFill = (name: string) =>
  name === 'YOUR_USER' ? { fill: { YOUR_USER: 'the user it speaks of' } } : {};

/** What nix-darwin refuses to activate for, and what it wants instead: its own list, by its own words. */
const answers: readonly Answer[] = [
  [
    /nix-defexpr\/channels symlink/,
    () => [
      shellFix(
        'Let nix-channel make the link again (it is a link to the channels of this user).',
        'rm ~/.nix-defexpr/channels && nix-channel --update',
      ),
      nixFix('Or, with flakes, do without channels.', 'nix.channel.enable = false;'),
    ],
  ],
  [
    /^Determinate detected/,
    () => [
      nixFix(
        'Leave Nix to Determinate. What nix.* sets has no effect then: it goes to /etc/nix/nix.custom.conf.',
        'nix.enable = false;',
      ),
    ],
  ],
  [
    /homebrew module requires homebrew installed/,
    () => [
      advice('Install Homebrew itself first (brew.sh has the command): the module only calls it.'),
      nixFix(
        'Or have it installed by nix-homebrew (an input of its own), and its module imported.',
        'nix-homebrew = {\n  enable = true;\n  user = "YOUR_USER";\n};',
        { fill: { YOUR_USER: 'your user name' } },
      ),
    ],
  ],
  [
    /^Build users have unexpected UIDs/,
    () => [
      advice(
        'Move the build users to the range of macOS 15 with the script of Nix that the lines below it name (sequoia-nixbld-user-migration), and switch again.',
      ),
      nixFix(
        'If Nix is managed by its own installer (Determinate): leave it to that.',
        'nix.enable = false;',
      ),
    ],
  ],
  [
    /wrong home directory for (?<user>\S{1,60})/,
    ({ user: named }) => {
      const user = userName(named);
      return [
        nixFix(
          'Say where the home of that user is; nix-darwin does not move it.',
          `users.users.${user}.home = "/Users/${user}";`,
          userFill(user),
        ),
      ];
    },
  ],
  [
    /primary user `(?<user>[^`]{1,60})` does not exist/,
    () => [
      nixFix(
        'Write the name of the user as macOS has it (id -un).',
        'system.primaryUser = "YOUR_USER";',
        {
          fill: { YOUR_USER: 'what id -un prints for you' },
        },
      ),
    ],
  ],
  [
    /permission denied when trying to update apps over SSH|users cannot be \w+ over SSH without Full Disk Access/,
    () => [
      advice(
        'Switch at the machine itself, in its Terminal; or allow it by SSH: System Settings, General, Sharing, Remote Login, the (i), "Allow full disk access for remote users".',
      ),
    ],
  ],
  [
    /permission denied when trying to update apps/,
    () => [
      advice(
        'Allow your terminal to change apps: System Settings, Privacy & Security, App Management, switch it on for the terminal; open it anew and switch again.',
      ),
    ],
  ],
  [
    /permission denied when trying to (?:create|delete) user/,
    () => [
      advice(
        'Allow your terminal full access: System Settings, Privacy & Security, Full Disk Access; open it anew and switch again (by SSH it is in Sharing, Remote Login).',
      ),
    ],
  ],
  [
    /can['’]t find `<(?<name>[\w-]{1,40})>`/,
    () => [
      shellFix(
        'If your configuration is a flake: name it, or put it where it is looked for (/etc/nix-darwin).',
        'sudo darwin-rebuild switch --flake YOUR_FOLDER',
        { risk: 'restart', fill: { YOUR_FOLDER: 'the folder of flake.nix' } },
      ),
      nixFix(
        'If it is of channels: say where it lies.',
        'nix.nixPath = [ { darwin-config = "/etc/nix-darwin/configuration.nix"; } "/nix/var/nix/profiles/per-user/root/channels" ];',
      ),
    ],
  ],
  [
    /nix-daemon\.sh reference in (?<file>\/[\w/.]{3,60})/,
    ({ file = '/etc/profile' }) => [
      shellFix(
        `Open ${file} and delete the block "# Nix" that loads nix-daemon.sh: nix-darwin sets that up itself.`,
        `sudo nano ${file}`,
      ),
    ],
  ],
  [
    /authorized_keys\.d exists/,
    () => [
      shellFix(
        'Look which keys it has (all of them could log in until now), then remove it: nix-darwin writes it elsewhere now.',
        'ls -l /etc/ssh/authorized_keys.d && sudo rm -r /etc/ssh/authorized_keys.d',
        'security',
      ),
    ],
  ],
  [
    /custom settings in `\/etc\/nix\/nix\.custom\.conf`/,
    () => [
      shellFix(
        'Take what it sets into the configuration (nix.settings, or determinateNix.customSettings with the module of Determinate), and move it away.',
        'cat /etc/nix/nix.custom.conf; sudo mv /etc/nix/nix.custom.conf /etc/nix/nix.custom.conf.before-nix-darwin',
      ),
    ],
  ],
  [
    /found Homebrew packages not listed in the Brewfile/,
    () => [
      advice(
        'If they shall stay: add them to homebrew.brews and homebrew.casks (the lines below it name them).',
      ),
      nixFix(
        'If they may go: have them removed at each switch (or "none": left alone).',
        'homebrew.onActivation.cleanup = "uninstall";',
      ),
    ],
  ],
  [
    /single.user install detected/,
    () => [
      advice(
        'Install Nix anew for several users (nix.dev/install, with --daemon): nix-darwin no longer runs on a single-user one. What lies in /nix is made again.',
      ),
    ],
  ],
  [
    /macOS version is less than/,
    () => [advice('Update macOS, or stay on the nix-darwin and nixpkgs that still know it.')],
  ],
];

/** The lines of its own on what to do are of one kind each; undefined for what is not on the list. */
export const darwinAnswer = (why: string): readonly DiagnosisFix[] | undefined =>
  answerTo(why, answers);
