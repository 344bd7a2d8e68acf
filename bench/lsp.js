// `nixai lsp` as an editor has it: how fast it is there, answers and checks, and whether it says the same
// of a text that it was told in pieces. NIXAI_CONFIGS is a folder of configurations.
//   npm run bench -- lsp [--rounds=N] [--edits=N] [--seed=N] [--files=N] [--start|--speed|--edits-only|--same]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEditor, prepareHome } from './lsp/editor.js';
import { randomEdits } from './lsp/edits.js';
import { sameAsCheck } from './lsp/sameAsCheck.js';
import { speed } from './lsp/speed.js';
import { start } from './lsp/start.js';

export default async function lsp(argv) {
  const number = (name, fallback) =>
    Number(argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
  const parts = ['start', 'speed', 'edits-only', 'same'].filter((part) =>
    argv.includes(`--${part}`),
  );
  const wants = (part) => parts.length === 0 || parts.includes(part);
  const home = mkdtempSync(join(tmpdir(), 'nixai-bench-lsp-'));
  try {
    const env = prepareHome(home);
    const open = (capabilities) => openEditor(env, capabilities);
    if (wants('start')) await start(env, number('rounds', 15));
    if (wants('speed')) await speed(open, home);
    if (wants('edits-only'))
      await randomEdits(open, home, { count: number('edits', 10_000), seed: number('seed', 7) });
    if (wants('same')) await sameAsCheck(open, env, number('files', 300));
  } finally {
    // A server may still keep what it compiled.
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
