import type { CheckRule } from '@nixai/api';
import { is, isOn } from '../conditions.js';

const pulse = ['services.pulseaudio.enable', 'hardware.pulseaudio.enable'];

export const twoSoundServers: CheckRule = {
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
};
