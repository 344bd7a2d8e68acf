// What changes the settings of editors.
import { writing } from './trees.js';

const plugin = 'editors';

export const editorWriters = [
  writing('neovim-setup', ['neovim-setup', '--yes'], { plugin }),
  writing('editors install', ['editors', 'install', 'helix', 'zed', '--yes'], { plugin }),
];
