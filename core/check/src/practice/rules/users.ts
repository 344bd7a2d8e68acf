import type { CheckDefinition, CheckRules } from '@nixai/api';
import { hasText, is, isGiven, isOn, isText } from './conditions.js';
import { inStore, optionPage } from './links.js';

const user = 'users.users.*';
const isEmpty = (definition: CheckDefinition): boolean => is('')(definition);
const waysIn = [
  'hashedPasswordFile',
  'passwordFile',
  'hashedPassword',
  'password',
  'initialHashedPassword',
  'initialPassword',
  'openssh.authorizedKeys.keys',
  'openssh.authorizedKeys.keyFiles',
].map((name) => `${user}.${name}`);

/** Users, their passwords and their groups. */
export const userRules: CheckRules = [
  {
    id: 'plain-password',
    severity: 'error',
    set: 'nixos',
    options: [`${user}.password`, `${user}.initialPassword`],
    applies: isText,
    message: 'a password stands in the configuration',
    why: inStore,
    fix: 'Use hashedPasswordFile, with a secret from sops-nix or agenix, or set it with passwd.',
    docs: optionPage('users.users.<name>.hashedPasswordFile'),
    samples: {
      fires: [
        { 'users.users.ada.initialPassword': 'secret' },
        { 'users.users.ada.password': 'secret' },
      ],
      quiet: [
        { 'users.users.ada.hashedPasswordFile': '/run/secrets/ada' },
        { 'users.users.ada.initialPassword': null },
      ],
    },
  },
  {
    id: 'hashed-password-in-store',
    severity: 'note',
    set: 'nixos',
    options: [`${user}.hashedPassword`, `${user}.initialHashedPassword`],
    // `!` and `*` lock the password: they are no hash.
    applies: hasText(/^\$/),
    message: 'a hashed password stands in the configuration',
    why: `${inStore} A hash can be guessed at offline.`,
    fix: 'Use hashedPasswordFile.',
    docs: optionPage('users.users.<name>.hashedPasswordFile'),
    samples: {
      fires: [{ 'users.users.ada.hashedPassword': '$y$j9T$abc' }],
      quiet: [
        { 'users.users.ada.hashedPassword': '!' },
        { 'users.users.ada.hashedPassword': null },
      ],
    },
  },
  {
    id: 'empty-password',
    severity: 'error',
    set: 'nixos',
    options: ['password', 'initialPassword', 'hashedPassword', 'initialHashedPassword'].map(
      (name) => `${user}.${name}`,
    ),
    applies: isEmpty,
    message: 'a user needs no password to log in',
    why: 'Whoever sits at the machine, or reaches a login prompt of it, is in.',
    fix: 'Use hashedPasswordFile, or "!" for a user who only logs in with a key.',
    docs: optionPage('users.users.<name>.hashedPassword'),
    samples: {
      fires: [{ 'users.users.root.initialHashedPassword': '' }],
      quiet: [{ 'users.users.root.hashedPassword': '!' }],
    },
  },
  {
    id: 'users-locked-out',
    severity: 'error',
    set: 'nixos',
    options: ['users.mutableUsers'],
    applies: (definition, configuration) =>
      is(false)(definition) && configuration.complete && !isGiven(configuration, ...waysIn),
    message: 'no user has a password or a key, and none can be set',
    why: 'Passwords come from the configuration alone: after the next switch nobody can log in.',
    fix: 'Give a user in wheel hashedPasswordFile or an SSH key.',
    docs: optionPage('users.mutableUsers'),
    samples: {
      fires: [{ 'users.mutableUsers': false }],
      quiet: [
        { 'users.mutableUsers': false, 'users.users.ada.hashedPasswordFile': '/run/secrets/ada' },
        { 'users.mutableUsers': true },
      ],
    },
  },
  {
    id: 'allow-lock-out',
    severity: 'warning',
    set: 'nixos',
    options: ['users.allowNoPasswordLogin'],
    applies: is(true),
    message: 'the check that somebody can log in is turned off',
    why: 'A slip in the users section then locks everybody out at the next switch.',
    fix: 'Delete the line; it is for images that get their users elsewhere.',
    docs: optionPage('users.allowNoPasswordLogin'),
    samples: {
      fires: [{ 'users.allowNoPasswordLogin': true }],
      quiet: [{ 'users.allowNoPasswordLogin': false }],
    },
  },
  {
    id: 'normal-and-system-user',
    severity: 'error',
    set: 'nixos',
    options: [`${user}.isNormalUser`],
    applies: (definition, configuration) =>
      is(true)(definition) &&
      !definition.conditional &&
      isOn(configuration, [...definition.path.slice(0, -1), 'isSystemUser']),
    message: 'a user is a normal one and a system one at once',
    why: 'NixOS refuses to build: exactly one of the two has to be set.',
    fix: 'Delete isSystemUser for a person, isNormalUser for a service.',
    docs: optionPage('users.users.<name>.isNormalUser'),
    samples: {
      fires: [{ 'users.users.ada.isNormalUser': true, 'users.users.ada.isSystemUser': true }],
      quiet: [{ 'users.users.ada.isNormalUser': true, 'users.users.web.isSystemUser': true }],
    },
  },
  {
    id: 'docker-group',
    severity: 'note',
    set: 'nixos',
    options: [`${user}.extraGroups`],
    applies: hasText(/^docker$/),
    message: 'members of the group docker are as powerful as root',
    why: 'They can start a container that sees the whole disk.',
    fix: 'Use virtualisation.docker.rootless, or Podman.',
    docs: 'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
    samples: {
      fires: [{ 'users.users.ada.extraGroups': ['wheel', 'docker'] }],
      quiet: [{ 'users.users.ada.extraGroups': ['wheel', 'dockers'] }],
    },
  },
  {
    id: 'container-admin-group',
    severity: 'note',
    set: 'nixos',
    options: [`${user}.extraGroups`],
    applies: hasText(/^(?:lxd|incus-admin)$/),
    message: 'members of this group are as powerful as root',
    why: 'They can start a privileged container that sees the whole disk.',
    fix: 'For Incus use the group incus, which is confined to a project of its own.',
    docs: 'https://linuxcontainers.org/incus/docs/main/explanation/security/',
    samples: {
      fires: [{ 'users.users.ada.extraGroups': ['incus-admin'] }],
      quiet: [{ 'users.users.ada.extraGroups': ['incus'] }],
    },
  },
];
