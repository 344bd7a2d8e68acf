// What changes the files that shells read.
import { done, writing } from './trees.js';

const plugin = 'shell';

export const shellWriters = [
  writing('shell install', ['shell', 'install', 'bash', 'zsh', 'fish', '--yes'], { plugin }),
  writing('shell uninstall', ['shell', 'uninstall', 'bash', 'zsh', '--yes'], {
    plugin,
    prepare: (home) => done(home, ['shell', 'install', 'bash', 'zsh', '--yes']),
  }),
];
