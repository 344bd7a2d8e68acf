import { isWritten, type CheckRule } from '@nixai/api';

/** What `nixai check` holds a configuration to beside its own rules. */
export const checks: readonly CheckRule[] = [
  {
    id: 'acme-demo/ssh-through-the-bastion',
    severity: 'error',
    set: 'nixos',
    message: 'SSH is open to every address',
    why: 'Machines of the house are reached through the bastion only',
    fix: 'Set services.openssh.openFirewall = false and let the bastion in',
    docs: 'https://wiki.example.org/bastion',
    options: ['services.openssh.openFirewall'],
    // Only what is certain from what is written: an expression is not guessed at.
    applies: ({ values }) => values.every((value) => isWritten(value, true)),
    samples: {
      fires: [{ 'services.openssh.openFirewall': true }],
      quiet: [{ 'services.openssh.openFirewall': false }, { 'services.nginx.enable': true }],
    },
  },
];
