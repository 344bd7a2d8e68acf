import { join } from 'node:path';
import { quantile, timed, worked } from './editor.js';
import { fiveHundredLines } from './text.js';

const rounds = 60;

/** Findings of 500 lines, and completion at names all over them, once the server is warm. */
export async function speed(open, home) {
  const editor = await open();
  /** By the clock, and of a processor. */
  const both = async (work) => {
    const before = worked(editor.child.pid);
    const took = await timed(work);
    return { took, used: worked(editor.child.pid) - before };
  };
  const file = join(home, 'configuration.nix');
  const text = fiveHundredLines();
  await editor.open(file, text);
  const first = await timed(() => editor.pull(file));
  const checks = [];
  for (let round = 0; round < rounds; round++) {
    await editor.change(file, round + 2, [{ text: `${text}# ${round}\n` }]);
    checks.push(await both(() => editor.pull(file)));
  }
  const lines = text.split('\n');
  const completions = [];
  const cold = [];
  const seen = new Set();
  for (let line = 0; line < lines.length; line++) {
    const name = /^ {2,}[\w.]+\.\w/.exec(lines[line])?.[0];
    if (name === undefined) continue;
    const one = await both(() => editor.complete(file, line, name.length));
    const above = name.trim().split('.').slice(0, -1).join('.');
    (seen.has(above) ? completions : cold).push(one);
    seen.add(above);
  }
  await editor.end();
  const figures = (numbers) =>
    `median ${quantile(numbers, 0.5).toFixed(1)}, p95 ${quantile(numbers, 0.95).toFixed(1)} ms`;
  const shown = (all) =>
    `${figures(all.map(({ took }) => took))} (n ${all.length}; of a processor ${figures(all.map(({ used }) => used))})`;
  console.log(
    `findings of ${lines.length} lines: ${shown(checks)}; the first ${first.toFixed(0)} ms (bar 50)`,
  );
  console.log(`completion: ${shown(completions)}; each namespace's first: ${shown(cold)} (bar 30)`);
}
