import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { homeOptionPage } from '../links.js';

export const homeSshForwardAgent: CheckRule = {
  id: 'home-ssh-forward-agent',
  severity: 'warning',
  set: 'home-manager',
  options: [
    'programs.ssh.settings.*.ForwardAgent',
    'programs.ssh.matchBlocks.*.forwardAgent',
    'programs.ssh.forwardAgent',
  ],
  applies: (definition) =>
    is(true)(definition) && (definition.path.length === 3 || definition.path[3] === '*'),
  message: 'your SSH agent is offered to every host',
  why: 'root on any of them can log in elsewhere as you.',
  fix: 'Allow it for single hosts in programs.ssh.settings, or use ProxyJump.',
  docs: homeOptionPage('programs.ssh.settings'),
  samples: {
    fires: [
      { 'programs.ssh.forwardAgent': true },
      { 'programs.ssh.settings.*.ForwardAgent': true },
      { 'programs.ssh.matchBlocks.*.forwardAgent': true },
    ],
    quiet: [
      { 'programs.ssh.forwardAgent': false },
      { 'programs.ssh.matchBlocks.box.forwardAgent': true },
      { 'programs.ssh.settings.box.ForwardAgent': true },
    ],
  },
};
