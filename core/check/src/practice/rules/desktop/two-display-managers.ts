import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';

// The same manager under its old and its new name counts once.
const displayManagers = ['gdm', 'sddm', 'lightdm', 'ly', 'lemurs', 'cosmic-greeter'];

const displayManagerOptions = displayManagers.flatMap((name) => [
  `services.displayManager.${name}.enable`,
  `services.xserver.displayManager.${name}.enable`,
]);

const rank = (option: string): number => displayManagers.indexOf(option.split('.').at(-2) ?? '');

export const twoDisplayManagers: CheckRule = {
  id: 'two-display-managers',
  severity: 'error',
  set: 'nixos',
  options: displayManagerOptions,
  applies: (definition, configuration) => {
    const own = definition.path.join('.');
    return (
      is(true)(definition) &&
      !definition.conditional &&
      displayManagerOptions.some((other) => rank(other) < rank(own) && isOn(configuration, other))
    );
  },
  message: 'two display managers are on',
  why: 'Both want the screen: only one login screen comes up, or none.',
  fix: 'Turn one off.',
  docs: 'https://nixos.org/manual/nixos/stable/#sec-x11-display-managers',
  samples: {
    fires: [
      {
        'services.displayManager.sddm.enable': true,
        'services.xserver.displayManager.gdm.enable': true,
      },
    ],
    quiet: [
      { 'services.displayManager.gdm.enable': true },
      {
        'services.displayManager.gdm.enable': true,
        'services.xserver.displayManager.gdm.enable': true,
      },
    ],
  },
};
