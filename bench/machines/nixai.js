// Runs nixai as a person at a shell does, and measures it from outside.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nixConfig } from '../../test/support/fleet/fleet.js';

export const root = join(import.meta.dirname, '../..');

/** Starts nixai: its process, and what it said, how long it took, its processor time (ms) and the most memory once it has ended. */
export function startNixai(home, words) {
  const began = performance.now();
  const child = spawn(process.execPath, [join(root, 'core/cli/bin/nixai.js'), ...words], {
    cwd: home,
    env: {
      HOME: home,
      PATH: process.env.PATH,
      NIXAI_AS_ROOT: 'true',
      NIX_CONFIG: nixConfig,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let most = 0;
  let cpu = 0;
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const looks = setInterval(() => {
    try {
      const [, kibibytes] = /VmHWM:\s+(\d+)/.exec(
        readFileSync(`/proc/${child.pid}/status`, 'utf8'),
      );
      most = Math.max(most, Number(kibibytes) * 1024);
      // User and system time, in hundredths of a second, behind a name that may have anything in it.
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
      cpu = (Number(stat[11]) + Number(stat[12])) * 10;
    } catch {
      // It has ended.
    }
  }, 20);
  const ended = new Promise((resolve) =>
    child.on('close', (code) => {
      clearInterval(looks);
      resolve({ code, stdout, stderr, most, cpu, took: performance.now() - began });
    }),
  );
  return { child, ended };
}

export const nixai = (home, words) => startNixai(home, words).ended;
