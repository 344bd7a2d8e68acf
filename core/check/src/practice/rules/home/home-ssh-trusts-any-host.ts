import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';

export const homeSshTrustsAnyHost: CheckRule = {
  id: 'home-ssh-trusts-any-host',
  severity: 'warning',
  set: 'home-manager',
  options: ['programs.ssh.matchBlocks.*.extraOptions.StrictHostKeyChecking'],
  applies: (definition) => definition.path[3] === '*' && is('no', 'off')(definition),
  message: 'SSH connects to a host whose key has changed',
  why: 'Somebody on the way can pose as the host, and gets what you type.',
  fix: 'Write "accept-new".',
  docs: 'https://man.openbsd.org/ssh_config#StrictHostKeyChecking',
  samples: {
    fires: [{ 'programs.ssh.matchBlocks.*.extraOptions.StrictHostKeyChecking': 'no' }],
    quiet: [
      { 'programs.ssh.matchBlocks.*.extraOptions.StrictHostKeyChecking': 'accept-new' },
      { 'programs.ssh.matchBlocks.vm.extraOptions.StrictHostKeyChecking': 'no' },
    ],
  },
};
