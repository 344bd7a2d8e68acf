import { isWritten, type CheckRule } from '@nixai/api';

/** What `nixai check` tells of beside its own rules: only what is certain from the written text. */
export const rules: readonly CheckRule[] = [
  {
    id: 'acme-demo/ssh-through-bastion',
    severity: 'error',
    set: 'nixos',
    options: ['services.openssh.openFirewall'],
    applies: ({ values }) => values.some((value) => isWritten(value, true)),
    message: 'SSH is open to every network, beside the bastion',
    why: 'Sessions are recorded on the bastion, and only there.',
    fix: 'Set it to false; the profile of the house lets the bastion in.',
    docs: 'https://wiki.example.org/ssh',
    samples: {
      fires: [{ 'services.openssh.openFirewall': true }],
      quiet: [{ 'services.openssh.openFirewall': false }],
    },
  },
];
