import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';
import { optionPage } from '../links.js';

export const twoPowerDaemons: CheckRule = {
  id: 'two-power-daemons',
  severity: 'error',
  set: 'nixos',
  options: ['services.tlp.enable'],
  applies: (definition, configuration) =>
    is(true)(definition) &&
    !definition.conditional &&
    isOn(configuration, 'services.power-profiles-daemon.enable'),
  message: 'TLP and power-profiles-daemon are both on',
  why: 'They set the same switches against each other: NixOS refuses to build.',
  fix: 'Turn one off: services.power-profiles-daemon.enable = false;',
  docs: optionPage('services.power-profiles-daemon.enable'),
  samples: {
    fires: [{ 'services.tlp.enable': true, 'services.power-profiles-daemon.enable': true }],
    quiet: [{ 'services.tlp.enable': true }],
  },
};
