import { textsOf, type CheckRule } from '@nixai/api';

export const sshClientTrustsAnyHost: CheckRule = {
  id: 'ssh-client-trusts-any-host',
  severity: 'warning',
  set: 'nixos',
  options: ['programs.ssh.extraConfig'],
  applies: ({ values }) =>
    values
      .flatMap(textsOf)
      .some((text) => /^[ \t]*StrictHostKeyChecking[ =]+(?:no|off)\s*$/im.test(text)),
  message: 'SSH connects to a host whose key has changed',
  why: 'Somebody on the way can pose as the host, and gets what you type.',
  fix: 'Write accept-new, or list the keys in programs.ssh.knownHosts.',
  docs: 'https://man.openbsd.org/ssh_config#StrictHostKeyChecking',
  samples: {
    fires: [{ 'programs.ssh.extraConfig': 'Host *\n  StrictHostKeyChecking no\n' }],
    quiet: [{ 'programs.ssh.extraConfig': 'Host *\n  StrictHostKeyChecking accept-new\n' }],
  },
};
