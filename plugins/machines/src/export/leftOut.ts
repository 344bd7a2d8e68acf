import type { Machine } from '../registry/machine.js';

/** What the other program reads from ~/.ssh/config alone: a sentence for each machine that has it. */
export const leftOut = (machines: readonly Machine[], to: 'colmena' | 'deploy-rs'): string[] =>
  machines.flatMap(({ name, host, jump, sshKey }) => {
    const lines = [
      ...(jump === undefined ? [] : [`ProxyJump ${jump}`]),
      ...(sshKey === undefined || to === 'deploy-rs' ? [] : [`IdentityFile ${sshKey}`]),
    ];
    return lines.length === 0
      ? []
      : [`${name}: for ~/.ssh/config, Host ${host}: ${lines.join(', ')}`];
  });
