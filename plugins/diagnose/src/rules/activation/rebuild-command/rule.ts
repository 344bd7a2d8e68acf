import { shellWord } from '@nixai/api';
import { attributeName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { installerSayings } from './installer.js';

const generations = ['nixos-rebuild list-generations'];

const specialisation: Saying = {
  anchors: ['specialisation not found: '],
  line: /error: specialisation not found: (?<name>[\w.-]{1,80})/,
  explain: ({ get }) => ({
    culprit: `specialisation.${get('name')}`,
    facts: { specialisation: get('name') },
    message: `The system was built, and has no specialisation ${get('name')}: it is misspelled, or not defined.`,
    fixes: [
      shellFix(
        'If it is misspelled: see which there are, and name one of them.',
        'ls /run/current-system/specialisation',
      ),
      nixFix(
        'If it is not defined yet: define it.',
        `specialisation.${attributeName(get('name'))}.configuration = {\n  system.nixos.tags = [ "${get('name')}" ];\n};`,
      ),
    ],
    verify: ['nixos-rebuild dry-build'],
  }),
};

const noGeneration: Saying = {
  anchors: ['could not find previous generation', 'no profile '],
  line: /error: (?:(?<previous>could not find previous generation)|no profile '(?<profile>[\w.-]{1,80})' found)/,
  explain: ({ get }) => ({
    culprit: get('previous') === '' ? `the profile ${get('profile')}` : 'the generation before',
    message:
      get('previous') === ''
        ? `There is no system profile ${get('profile')}: nothing was ever built under that name.`
        : 'There is no generation before the present one to go back to: it is the first, or the older ones were deleted.',
    fixes: [
      shellFix('See which generations there are.', 'nixos-rebuild list-generations'),
      advice('Going back without one: undo the change in the configuration, and switch.'),
    ],
    verify: generations,
  }),
};

const argumentsClash: Saying = {
  anchors: ['nixos-rebuild: error: ', 'nixos-rebuild-ng: error: '],
  line: /^nixos-rebuild(?:-ng)?: error: (?<why>(?!unrecognized|argument|the following).{5,200})$/,
  explain: ({ get }) => ({
    culprit: get('why'),
    message: `The command does not go together: ${get('why')}. Nothing was built or changed.`,
    fixes: [
      advice(
        /--flake cannot be used/.test(get('why'))
          ? 'Leave --file and --attr out (a flake has the name behind a #), or leave --flake out.'
          : /--target-host/.test(get('why'))
            ? 'Leave --target-host and --build-host out with that action; build, switch, boot and test take them.'
            : `Leave out what does not go together: ${get('why')}.`,
      ),
    ],
    verify: ['nixos-rebuild --help'],
  }),
};

const locked: Saying = {
  anchors: ['Could not acquire lock'],
  line: /^(?:Error: )?Could not acquire lock(?<why>.{0,80})/,
  explain: () => ({
    culprit: '/run/nixos/switch-to-configuration.lock',
    message:
      'Another switch is running on this machine (a terminal, an automatic upgrade, a deployment), and only one may.',
    fixes: [
      shellFix(
        'See who, and wait until it has ended; then switch again.',
        'pgrep -af switch-to-configuration; systemctl status nixos-upgrade nixos-rebuild-switch-to-configuration --no-pager',
      ),
    ],
    verify: ['pgrep -af switch-to-configuration'],
  }),
};

const notNixos: Saying = {
  anchors: ['This is not a NixOS installation'],
  line: /^(?:Error: )?This is not a NixOS installation/,
  explain: () => ({
    culprit: '/etc/NIXOS',
    message:
      'The machine is not known as NixOS: /etc/NIXOS and the line ID=nixos in /etc/os-release are both missing. It is another Linux, or that file was deleted.',
    fixes: [
      shellFix('If it is NixOS: make the file again.', 'sudo touch /etc/NIXOS'),
      advice(
        'If it is another Linux: a system cannot be switched to there; Home Manager or system-manager can.',
      ),
    ],
    verify: ['grep ^ID= /etc/os-release'],
  }),
};

const preSwitch: Saying = {
  anchors: ['Pre-switch check'],
  line: /^Pre-switch check '(?<check>[\w.-]{1,80})' failed/,
  explain(evidence) {
    const check = evidence.get('check');
    const critical =
      check === 'switchInhibitors' ||
      evidence.before(/changes to critical components|incompatible init/, 30) !== undefined;
    const changed = evidence.before(
      /^\s*(?<what>[\w.-]{2,60}) ?: ?(?<from>\S{1,80}) -> (?<to>\S{1,80})/,
      30,
    )?.groups;
    return {
      culprit:
        changed === undefined
          ? check
          : `${changed['what'] ?? ''}: ${changed['from'] ?? ''} -> ${changed['to'] ?? ''}`,
      facts: { check },
      message: critical
        ? 'The system was built, and is not switched to while it runs: something that cannot be exchanged under running programs has changed.'
        : `The system was built, and the check ${check} (system.preSwitchChecks) refuses to switch to it.`,
      fixes: critical
        ? [
            shellFix(
              'Have it started by the next boot, and restart (with your own --flake).',
              'sudo nixos-rebuild boot && reboot',
              'restart',
            ),
          ]
        : [
            advice(
              `Mend what the lines above it say (the check is system.preSwitchChecks.${check}), and switch again.`,
            ),
          ],
      verify: ['nixos-version'],
    };
  },
};

const unitFile: Saying = {
  anchors: ['Failed to load unit file'],
  line: /Failed to load unit file (?<file>\/[\w@./\\-]{3,200})/,
  explain(evidence) {
    const file = evidence.get('file');
    const why = evidence.after(/^[^\d]{0,24}(?<is>\d{1,4}:\d{1,4} .{3,120})$/, 6)?.groups?.['is'];
    return {
      culprit: `${file}${why === undefined ? '' : ` (${why})`}`,
      facts: { file, error: why },
      message: `The system is built, and switch-to-configuration does not understand the unit file ${file}${why === undefined ? '' : `: ${why}`}. It reads all of them to see what changed; systemd itself may take it.`,
      fixes: [
        shellFix(
          'Have the new system started by the next boot, which does without that (with your own --flake).',
          'sudo nixos-rebuild boot && reboot',
          'restart',
        ),
        advice(
          'So that it switches again: if a file of yours sets that unit, correct the line (a backslash has to be written twice in Nix); if a module of nixpkgs does, take a newer nixpkgs.',
        ),
      ],
      verify: [`systemd-analyze verify ${shellWord(file)}`],
    };
  },
};

/** nixos-rebuild, switch-to-configuration and nixos-install refuse, before anything is changed. */
export const rebuildCommand = ruleOfSayings(
  {
    id: 'activation/rebuild-command',
    class: 'rebuild-refused',
    phase: 'activation',
    title: 'The command refuses',
    components: ['systemd', 'boot'],
    confidence: 0.92,
    docs: [
      {
        title: 'NixOS manual: changing the configuration',
        url: 'https://nixos.org/manual/nixos/stable/#sec-changing-config',
      },
    ],
  },
  [
    unitFile,
    specialisation,
    noGeneration,
    argumentsClash,
    locked,
    notNixos,
    preSwitch,
    ...installerSayings,
  ],
);
