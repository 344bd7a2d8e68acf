// A person's machine with nothing on it: an empty HOME, a small environment, no model, no Nix.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installedCli } from './packed.js';

/** Makes a clean HOME. `env` is added to the small environment of every run in it. */
export function createHome(env = {}) {
  const home = mkdtempSync(join(tmpdir(), 'nixai-home-'));
  const environment = {
    HOME: home,
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    LANG: 'C.UTF-8',
    // Nothing may be found by chance: nobody listens at this port.
    OLLAMA_HOST: 'http://127.0.0.1:3',
    // The tests may run in a container.
    NIXAI_AS_ROOT: 'true',
    ...env,
  };
  return {
    path: home,
    env: environment,
    file: (name, text) => {
      writeFileSync(join(home, name), text);
      return join(home, name);
    },
    /** Runs `nixai` with these words; resolves with its code and what it printed. */
    nixai: (argv, { bin = installedCli().bin, cwd = home, ...options } = {}) =>
      run([bin, ...argv], environment, cwd, options),
    /** Starts `nixai` and hands back the process. */
    start: (argv, options = {}) =>
      spawn(process.execPath, [installedCli().bin, ...argv], {
        cwd: home,
        env: { ...environment, ...options.env },
        stdio: ['pipe', 'pipe', 'pipe'],
      }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** Milliseconds after which a run hangs, however busy the machine is. */
const hung = 240_000;

function run(argv, environment, cwd, { input, env, timeout = hung }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, {
      cwd,
      env: { ...environment, ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      timeout,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    if (input !== undefined) child.stdin.on('error', () => {}).end(input);
  });
}
