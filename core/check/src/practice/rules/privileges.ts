import type { CheckRules } from '@nixai/api';
import { is, isOn } from './conditions.js';
import { optionPage } from './links.js';

const autoLogin = ['services.displayManager', 'services.xserver.displayManager'].map(
  (name) => `${name}.autoLogin.enable`,
);
const freeSudo = ['sudo', 'sudo-rs', 'doas'].map((name) => `security.${name}.wheelNeedsPassword`);

/** Becoming root, and getting a session. */
export const privilegeRules: CheckRules = [
  {
    id: 'sudo-without-password',
    severity: 'warning',
    set: 'nixos',
    options: freeSudo,
    applies: is(false),
    message: 'root is to be had without a password',
    why: 'Whatever runs as a user in wheel can become root.',
    fix: 'Leave it on; allow single commands with security.sudo.extraRules.',
    docs: optionPage('security.sudo.wheelNeedsPassword'),
    samples: {
      fires: [
        { 'security.sudo.wheelNeedsPassword': false },
        { 'security.doas.wheelNeedsPassword': false },
      ],
      quiet: [{ 'security.sudo.wheelNeedsPassword': true }],
    },
  },
  {
    id: 'auto-login',
    severity: 'note',
    set: 'nixos',
    options: autoLogin,
    applies: is(true),
    message: 'a user is logged in without a password',
    why: 'Whoever starts the machine has the session, and keyrings stay locked.',
    fix: 'Leave it off on machines that others can touch.',
    docs: optionPage('services.displayManager.autoLogin.enable'),
    samples: {
      fires: [{ 'services.displayManager.autoLogin.enable': true }],
      quiet: [{ 'services.displayManager.autoLogin.enable': false }],
    },
  },
  {
    id: 'auto-login-to-root',
    severity: 'warning',
    set: 'nixos',
    options: autoLogin,
    applies: (definition, configuration) =>
      is(true)(definition) &&
      freeSudo.some((option) =>
        configuration.definitions(option).some((one) => is(false)(one) && !one.conditional),
      ),
    message: 'whoever starts the machine is root: no login, and no password for sudo',
    why: 'Auto-login gives the session, and a user in wheel becomes root without a password.',
    fix: 'Leave wheelNeedsPassword on where a user is logged in automatically.',
    docs: optionPage('security.sudo.wheelNeedsPassword'),
    samples: {
      fires: [
        {
          'services.displayManager.autoLogin.enable': true,
          'security.sudo.wheelNeedsPassword': false,
        },
      ],
      quiet: [{ 'services.displayManager.autoLogin.enable': true }],
    },
  },
  {
    id: 'polkit-off-with-desktop',
    severity: 'warning',
    set: 'nixos',
    options: ['security.polkit.enable'],
    applies: (definition, configuration) =>
      is(false)(definition) &&
      !definition.conditional &&
      isOn(configuration, 'networking.networkmanager.enable'),
    message: 'polkit is off, and NetworkManager needs it',
    why: 'Only root can then change a connection, and desktop programs fail without a word.',
    fix: 'Delete the line.',
    docs: optionPage('security.polkit.enable'),
    samples: {
      fires: [{ 'security.polkit.enable': false, 'networking.networkmanager.enable': true }],
      quiet: [{ 'security.polkit.enable': false }],
    },
  },
];
