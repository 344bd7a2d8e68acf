import type { CheckRules } from '@nixai/api';
import { hasText, is, isOn } from './conditions.js';
import { optionPage } from './links.js';

const settings = 'services.openssh.settings';

/** The SSH server. */
export const sshRules: CheckRules = [
  {
    id: 'ssh-password-login',
    severity: 'warning',
    set: 'nixos',
    options: [`${settings}.PasswordAuthentication`, 'services.openssh.passwordAuthentication'],
    applies: is(true),
    message: 'SSH takes passwords',
    why: 'A server that the internet can reach is tried with guessed passwords all day.',
    fix: `Use keys, and set ${settings}.PasswordAuthentication = false;`,
    docs: optionPage(`${settings}.PasswordAuthentication`),
    samples: {
      fires: [{ [`${settings}.PasswordAuthentication`]: true }],
      quiet: [{ [`${settings}.PasswordAuthentication`]: false }],
    },
  },
  {
    id: 'ssh-password-by-keyboard',
    severity: 'warning',
    set: 'nixos',
    options: [`${settings}.KbdInteractiveAuthentication`],
    applies: (definition, configuration) =>
      is(true)(definition) &&
      configuration
        .definitions(`${settings}.PasswordAuthentication`)
        .some((other) => is(false)(other) && !other.conditional),
    message: 'SSH still takes passwords, by keyboard-interactive login',
    why: 'PasswordAuthentication = false does not turn off this second way to type a password.',
    fix: `Set ${settings}.KbdInteractiveAuthentication = false; unless PAM asks for a second factor.`,
    docs: optionPage(`${settings}.KbdInteractiveAuthentication`),
    samples: {
      fires: [
        {
          [`${settings}.PasswordAuthentication`]: false,
          [`${settings}.KbdInteractiveAuthentication`]: true,
        },
      ],
      quiet: [
        {
          [`${settings}.PasswordAuthentication`]: false,
          [`${settings}.KbdInteractiveAuthentication`]: false,
        },
        { [`${settings}.KbdInteractiveAuthentication`]: true },
      ],
    },
  },
  {
    id: 'ssh-root-login',
    severity: 'warning',
    set: 'nixos',
    options: [`${settings}.PermitRootLogin`, 'services.openssh.permitRootLogin'],
    applies: is('yes'),
    message: 'root may log in over SSH, with a password too',
    why: 'root is the one name that every attacker knows.',
    fix: 'Set it to "no", or to "prohibit-password" for keys only.',
    docs: optionPage(`${settings}.PermitRootLogin`),
    samples: {
      fires: [{ [`${settings}.PermitRootLogin`]: 'yes' }],
      quiet: [{ [`${settings}.PermitRootLogin`]: 'prohibit-password' }],
    },
  },
  {
    id: 'ssh-root-login-old-word',
    severity: 'note',
    set: 'nixos',
    options: [`${settings}.PermitRootLogin`],
    applies: is('without-password'),
    message: '"without-password" is the deprecated word for "prohibit-password"',
    why: 'It reads as if no password were needed; both mean that root needs a key.',
    fix: 'Write "prohibit-password".',
    edit: () => ({ to: 'set', value: '"prohibit-password"' }),
    docs: 'https://man.openbsd.org/sshd_config#PermitRootLogin',
    samples: {
      fires: [{ [`${settings}.PermitRootLogin`]: 'without-password' }],
      quiet: [{ [`${settings}.PermitRootLogin`]: 'prohibit-password' }],
    },
  },
  {
    id: 'ssh-empty-passwords',
    severity: 'error',
    set: 'nixos',
    options: [`${settings}.PermitEmptyPasswords`],
    applies: is(true, 'yes'),
    message: 'SSH lets users in who have no password',
    why: 'Anyone who can reach the machine can log in.',
    fix: 'Delete the line.',
    docs: 'https://man.openbsd.org/sshd_config#PermitEmptyPasswords',
    samples: {
      fires: [
        { [`${settings}.PermitEmptyPasswords`]: true },
        { [`${settings}.PermitEmptyPasswords`]: 'yes' },
      ],
      quiet: [{ [`${settings}.PermitEmptyPasswords`]: false }],
    },
  },
  {
    id: 'ssh-user-environment',
    severity: 'warning',
    set: 'nixos',
    options: [`${settings}.PermitUserEnvironment`],
    applies: is(true, 'yes'),
    message: 'users may set any environment variable for their SSH sessions',
    why: 'LD_PRELOAD and its like get around a restricted shell or a forced command.',
    fix: 'Delete the line, or list the variables: "LANG,LC_*".',
    docs: 'https://man.openbsd.org/sshd_config#PermitUserEnvironment',
    samples: {
      fires: [{ [`${settings}.PermitUserEnvironment`]: true }],
      quiet: [{ [`${settings}.PermitUserEnvironment`]: 'LANG' }],
    },
  },
  {
    id: 'ssh-old-ciphers',
    severity: 'warning',
    set: 'nixos',
    options: ['Ciphers', 'Macs', 'KexAlgorithms'].map((name) => `${settings}.${name}`),
    applies: hasText(
      /^(?:(?:3des|blowfish|cast128)-cbc|arcfour.*|hmac-(?:md5|sha1-96).*|diffie-hellman-group(?:1|14|-exchange)-sha1)$/,
    ),
    message: 'SSH accepts an algorithm that is broken',
    why: 'Whoever stands on the way may read or change what is sent with it.',
    fix: 'Delete the list: what NixOS sets is sound, or take the one name out.',
    docs: optionPage(`${settings}.Ciphers`),
    samples: {
      fires: [{ [`${settings}.Ciphers`]: ['aes256-gcm@openssh.com', '3des-cbc'] }],
      quiet: [{ [`${settings}.Ciphers`]: ['aes256-gcm@openssh.com'] }],
    },
  },
  {
    id: 'ssh-off-with-settings',
    severity: 'note',
    set: 'nixos',
    options: ['services.openssh.openFirewall'],
    applies: (definition, configuration) =>
      is(true)(definition) &&
      configuration
        .definitions('services.openssh.enable')
        .some((other) => is(false)(other) && !other.conditional) &&
      !isOn(configuration, 'services.openssh.enable'),
    message: 'a port is to be opened for SSH, which is turned off',
    why: 'Nothing happens: the port is only opened where the server runs.',
    fix: 'Delete the line, or turn the server on.',
    docs: optionPage('services.openssh.openFirewall'),
    samples: {
      fires: [{ 'services.openssh.enable': false, 'services.openssh.openFirewall': true }],
      quiet: [{ 'services.openssh.enable': true, 'services.openssh.openFirewall': true }],
    },
  },
];
