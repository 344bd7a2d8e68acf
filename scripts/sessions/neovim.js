#!/usr/bin/env node
// Neovim on a screen of 80 × 24: an option explained where the cursor stands.
import { writeFileSync } from 'node:fs';
import { openScreen } from '../../test/support/tmux.js';

writeFileSync('git.nix', '{\n  programs.git.enable = true;\n}\n');
const screen = openScreen(
  ['nvim', '-n', '--cmd', 'let mapleader=" "', '-c', 'lua require("nixai").setup {}', 'git.nix'],
  { cwd: process.cwd(), env: process.env },
);
try {
  await screen.until(/programs\.git\.enable/);
  screen.type('2G13|');
  screen.type(':NixaiExplainHomeOption\n');
  const shown = await screen.until(/boolean/);
  process.stdout.write(
    shown
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim() + '\n',
  );
} finally {
  screen.close();
}
