import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createClient } from '../../test/support/languageClient.js';

const root = join(import.meta.dirname, '../..');
export const program = join(root, 'core/cli/bin/nixai.js');

/** A person's machine: the plugin is there as the package of Nix has it, beside the program. */
export function prepareHome(home) {
  return {
    HOME: home,
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    LANG: 'C.UTF-8',
    NIXAI_AS_ROOT: 'true',
    NIXAI_OFFLINE: '1',
  };
}

export const startServer = (env) =>
  spawn(process.execPath, [program, 'lsp', '--stdio'], { env, stdio: ['pipe', 'pipe', 'inherit'] });

/** An editor that asks for findings. */
export async function openEditor(
  env,
  capabilities = {
    textDocument: {
      diagnostic: {},
      completion: { completionItem: { snippetSupport: true } },
    },
  },
) {
  const child = startServer(env);
  const client = createClient(child);
  await client.initialize(capabilities);
  return { ...client, child };
}

export function quantile(numbers, share) {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export async function timed(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Milliseconds that a processor has worked for the main thread of a process, as Linux counts them. */
export const worked = (pid) =>
  Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
