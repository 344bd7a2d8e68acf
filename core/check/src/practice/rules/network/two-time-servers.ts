import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

const timeServers = ['chrony', 'ntp', 'openntpd', 'ntpd-rs'].map(
  (name) => `services.${name}.enable`,
);

export const twoTimeServers: CheckRule = {
  id: 'two-time-servers',
  severity: 'warning',
  set: 'nixos',
  options: timeServers,
  applies: (definition, configuration) =>
    is(true)(definition) &&
    !definition.conditional &&
    timeServers
      .slice(0, timeServers.indexOf(definition.path.join('.')))
      .some((other) => isOn(configuration, other)),
  message: 'two services set the clock',
  why: 'They want the same port, and pull the clock in two directions.',
  fix: 'Keep one; without any, systemd-timesyncd sets the clock.',
  docs: optionPage('services.chrony.enable'),
  samples: {
    fires: [{ 'services.chrony.enable': true, 'services.ntp.enable': true }],
    quiet: [{ 'services.chrony.enable': true }],
  },
};
