import type { CheckRule } from '@nixai/api';
import { is } from '../conditions.js';
import { manual } from './shared.js';

export const nativeCodeInEvaluation: CheckRule = {
  id: 'native-code-in-evaluation',
  severity: 'error',
  set: 'nixos',
  options: ['nix.settings.allow-unsafe-native-code-during-evaluation'],
  applies: is(true),
  message: 'an evaluation may run any program',
  why: 'Looking at a flake of somebody else is then enough to run code of theirs.',
  fix: 'Delete the line.',
  docs: `${manual}#conf-allow-unsafe-native-code-during-evaluation`,
  samples: {
    fires: [{ 'nix.settings.allow-unsafe-native-code-during-evaluation': true }],
    quiet: [{ 'nix.settings.allow-unsafe-native-code-during-evaluation': false }],
  },
};
