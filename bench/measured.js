// A run of nixai as a process of its own, with what it cost.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../core/cli/bin/nixai.js');

/** What it printed; seconds by the clock and of its processor; the most MB that it had, looked at every 20 ms. */
export function measured(words, { cwd, env }) {
  const script = 'TIMEFORMAT="%R %U %S"; time node "$@"';
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', script, 'bash', cli, ...words], { env, cwd });
    let [stdout, stderr, memory] = ['', '', 0];
    const watch = setInterval(() => (memory = Math.max(memory, mostBelow(child.pid))), 20);
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('close', (code) => {
      clearInterval(watch);
      // What failed at once would look like the quickest.
      if (code !== 0) return reject(new Error(`nixai ${words[0]} ended with ${code}: ${stdout}`));
      const [wall, user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
      resolve({ stdout, wall, cpu: user + system, memory });
    });
  });
}

/** MB that nixai has had at most: the child of the shell. */
function mostBelow(shell) {
  const { stdout } = spawnSync('pgrep', ['-P', String(shell)], { encoding: 'utf8' });
  try {
    const text = readFileSync(`/proc/${stdout.trim().split('\n')[0]}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
