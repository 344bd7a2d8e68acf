import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Paths } from '@nixai/api';
import type { Shell } from '../script/shells.js';

export interface Places {
  /** The script, which is nixai's own file. */
  readonly script: string;
  /** What the shell reads by itself and is the person's own; fish reads a folder, and needs none. */
  readonly rc?: string;
}

/** Where a shell's files are. */
export function placesOf(shell: Shell, paths: Paths, env: NodeJS.ProcessEnv): Places {
  const script = join(paths.data, 'shell', `nixai.${shell}`);
  switch (shell) {
    case 'bash':
      return { script, rc: join(homedir(), '.bashrc') };
    case 'zsh':
      return { script, rc: join(env['ZDOTDIR'] || homedir(), '.zshrc') };
    case 'fish':
      return { script: join(dirname(paths.config), 'fish/conf.d/nixai.fish') };
  }
}

/** The line that reads the script, where it is there. */
export function sourceLine(script: string): string {
  const word = `'${script.replaceAll("'", "'\\''")}'`;
  return `if [ -r ${word} ]; then . ${word}; fi`;
}
