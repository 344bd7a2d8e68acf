import type { CheckRules } from '@nixai/api';
import { is, isOn } from './conditions.js';
import { optionPage } from './links.js';

// The same manager under its old and its new name counts once.
const displayManagers = ['gdm', 'sddm', 'lightdm', 'ly', 'lemurs', 'cosmic-greeter'];
const displayManagerOptions = displayManagers.flatMap((name) => [
  `services.displayManager.${name}.enable`,
  `services.xserver.displayManager.${name}.enable`,
]);
const rank = (option: string): number => displayManagers.indexOf(option.split('.').at(-2) ?? '');

const pulse = ['services.pulseaudio.enable', 'hardware.pulseaudio.enable'];

/** Desktops and laptops. */
export const desktopRules: CheckRules = [
  {
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
  },
  {
    id: 'two-sound-servers',
    severity: 'error',
    set: 'nixos',
    options: pulse,
    applies: (definition, configuration) =>
      is(true)(definition) &&
      !definition.conditional &&
      isOn(configuration, 'services.pipewire.enable') &&
      isOn(configuration, 'services.pipewire.pulse.enable'),
    message: "PulseAudio is on, and PipeWire's stand-in for it too",
    why: 'Both want the same socket: programs are silent, or heard by chance.',
    fix: 'Set services.pulseaudio.enable = false;',
    docs: 'https://wiki.nixos.org/wiki/PipeWire',
    samples: {
      fires: [
        {
          'services.pulseaudio.enable': true,
          'services.pipewire.enable': true,
          'services.pipewire.pulse.enable': true,
        },
      ],
      quiet: [
        {
          'services.pulseaudio.enable': false,
          'services.pipewire.enable': true,
          'services.pipewire.pulse.enable': true,
        },
      ],
    },
  },
  {
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
  },
];
