import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

export const sshOffWithSettings: CheckRule = {
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
};
