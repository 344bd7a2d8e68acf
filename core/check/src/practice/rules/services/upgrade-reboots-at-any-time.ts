import type { CheckRule } from '@nixai/api';
import { is, isOn, isGiven } from '../conditions.js';
import { optionPage } from '../links.js';

export const upgradeRebootsAtAnyTime: CheckRule = {
  id: 'upgrade-reboots-at-any-time',
  severity: 'note',
  set: 'nixos',
  options: ['system.autoUpgrade.allowReboot'],
  applies: (definition, configuration) =>
    is(true)(definition) &&
    configuration.complete &&
    isOn(configuration, 'system.autoUpgrade.enable') &&
    !isGiven(
      configuration,
      'system.autoUpgrade.rebootWindow',
      'system.autoUpgrade.rebootWindow.lower',
      'system.autoUpgrade.dates',
    ),
  message: 'the machine reboots by itself, whenever an upgrade brings a new kernel',
  why: 'An upgrade that was missed runs as soon as the machine is on.',
  fix: 'Set system.autoUpgrade.rebootWindow.',
  docs: optionPage('system.autoUpgrade.rebootWindow'),
  samples: {
    fires: [{ 'system.autoUpgrade.enable': true, 'system.autoUpgrade.allowReboot': true }],
    quiet: [{ 'system.autoUpgrade.enable': true }],
  },
};
