// A screen of 80 × 24 that a person sits at: tmux, with a server of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether there is a tmux here. */
export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/**
 * Starts a program on a screen: type into it, press keys, and wait for what it shows.
 * @param argv the program and its words.
 * @param options.history so many lines tmux remembers above the screen.
 */
export function openScreen(
  argv,
  {
    cwd,
    env,
    columns = 80,
    rows = 24,
    history = 2000,
    patience = Number(process.env.PATIENCE ?? 240_000),
  },
) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-tmux-'));
  const socket = join(folder, 'socket');
  const config = join(folder, 'tmux.conf');
  writeFileSync(
    config,
    `set -g history-limit ${history}\nset -sg escape-time 0\nset -g status off\n`,
  );
  const tmux = (words, options = {}) =>
    execFileSync('tmux', ['-S', socket, '-f', config, ...words], { encoding: 'utf8', ...options });
  const words = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  tmux(
    [
      'new-session',
      '-d',
      '-x',
      String(columns),
      '-y',
      String(rows),
      'env',
      '-u',
      'TERM',
      '--',
    ].concat([...words, 'TERM=tmux-256color', ...argv]),
    { cwd, env: { PATH: process.env.PATH, LANG: 'C.UTF-8' } },
  );
  const screen = () => {
    try {
      return tmux(['capture-pane', '-p'], { stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      return 'the program has ended';
    }
  };
  return {
    screen,
    /** The title that a program gave to its window. */
    title: () => tmux(['display-message', '-p', '#{pane_title}']),
    /** All that tmux remembers, and the screen. */
    all: () => tmux(['capture-pane', '-p', '-J', '-S', '-']),
    type: (text) => tmux(['send-keys', '-l', '--', text]),
    /** Keys by their names in tmux: `Enter`, `M-n`, `C-r`. */
    press: (...keys) => tmux(['send-keys', ...keys]),
    /** As a terminal pastes: between marks where the program asked for them. */
    paste(text) {
      tmux(['load-buffer', '-'], { input: text });
      tmux(['paste-buffer', '-p']);
    },
    /** Resolves with the screen once it matches. */
    async until(pattern) {
      const end = Date.now() + patience;
      for (;;) {
        const shown = screen();
        if (pattern.test(shown)) return shown;
        if (Date.now() > end) throw new Error(`no ${pattern} on the screen, but:\n${shown}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    /** Ends the program, and waits for that: a shell may still write its history. */
    close() {
      const pids = spawnSync('tmux', ['-S', socket, 'list-panes', '-a', '-F', '#{pane_pid}'], {
        encoding: 'utf8',
      }).stdout.split('\n');
      spawnSync('tmux', ['-S', socket, 'kill-server']);
      for (const pid of pids.filter((one) => one !== ''))
        for (let at = 0; existsSync(`/proc/${pid}`) && at < 100; at++) spawnSync('sleep', ['0.05']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
