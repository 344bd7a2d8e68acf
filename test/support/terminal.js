// A real terminal for a program: `script` (util-linux) gives it a pseudo-terminal.
import { spawn, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** Whether a pseudo-terminal can be had here. */
export const hasTerminal = spawnSync('script', ['--version']).status === 0;

/** Starts a command line in a terminal of 80 columns: type into it, and wait for what it shows. */
export function openTerminal(commandLine, { cwd, env, patience = 240_000 }) {
  const child = spawn('script', ['-qec', `stty cols 80 rows 40; ${commandLine}`, '/dev/null'], {
    cwd,
    env: { TERM: 'xterm-256color', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  let written = '';
  let from = 0;
  let look = () => {};
  child.stdout.setEncoding('utf8').on('data', (text) => {
    written += text;
    shown += stripVTControlCharacters(text);
    look();
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  return {
    /** All that the program wrote, with its control sequences. */
    written: () => written,
    type: (text) => child.stdin.write(text),
    /** Resolves with what was shown once it matches, since the match before. */
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`no ${pattern} on the terminal, but: ${shown.slice(from)}`)),
          patience,
        );
        look = () => {
          const match = shown.slice(from).match(pattern);
          if (match === null) return;
          clearTimeout(timer);
          look = () => {};
          const text = shown.slice(from);
          from += match.index + match[0].length;
          resolve(text);
        };
        look();
      }),
    /** The exit code. */
    ended,
    close: () => child.kill('SIGKILL'),
  };
}
