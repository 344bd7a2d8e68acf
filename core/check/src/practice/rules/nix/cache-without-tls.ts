import type { CheckRule } from '@nixai/api';
import { hasText } from '../conditions.js';
import { caches, manual } from './shared.js';

export const cacheWithoutTls: CheckRule = {
  id: 'cache-without-tls',
  severity: 'note',
  set: 'nixos',
  options: caches,
  applies: hasText(
    /^http:\/\/(?!localhost|127\.|10\.|192\.168\.|[^/]*\.(?:lan|local|home\.arpa)\b)[^/]*\./,
  ),
  message: 'a binary cache is asked without encryption',
  why: 'Signatures guard the packages, but everybody on the way sees what is installed.',
  fix: 'Write https://.',
  docs: `${manual}#conf-substituters`,
  samples: {
    fires: [{ 'nix.settings.substituters': ['http://cache.example.org'] }],
    quiet: [
      { 'nix.settings.substituters': ['https://cache.example.org'] },
      { 'nix.settings.substituters': ['http://192.168.1.2:5000', 'http://nas.lan'] },
    ],
  },
};
