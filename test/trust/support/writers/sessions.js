// What an interactive session keeps of itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../support/packed.js';
import { done } from './trees.js';

const before = 'save-session night';
const after = 'config get log_level; save-session night';
const file = '.local/state/nixai/interactive/sessions/night.json';

export const sessionWriters = [
  {
    name: 'interactive (save-session)',
    change: true,
    async prepare(home) {
      await done(home, ['plugins', 'link', join(root, 'plugins/interactive')]);
      await done(home, ['interactive', '--command', before]);
    },
    argv: () => ['interactive', '--command', after],
    async state(home) {
      const text = readFileSync(join(home.path, file), 'utf8');
      try {
        const [line, ...more] = JSON.parse(text).lines;
        if (more.length === 0 && line === before) return 'old';
        if (more.length === 0 && line === after) return 'new';
      } catch {
        // It is said below.
      }
      return `broken: ${text}`;
    },
  },
];
