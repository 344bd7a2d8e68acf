import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { program } from './editor.js';
import { memoryOf } from './memory.js';

/** Files of configurations that somebody runs: what the server finds in each, and what `nixai check` does. */
export async function sameAsCheck(open, env, most) {
  const folder = process.env.NIXAI_CONFIGS;
  if (folder === undefined) {
    console.log('NIXAI_CONFIGS names no folder of configurations: nothing is compared');
    return;
  }
  const files = spread(
    readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith('.nix'))
      .map((name) => join(folder, name))
      .sort(),
    most,
  );
  const editor = await open();
  let findings = 0;
  const differing = [];
  for (const file of files) {
    await editor.open(file, readFileSync(file, 'utf8'));
    const { items } = await editor.pull(file);
    await editor.close(file);
    const { stdout } = spawnSync(process.execPath, [program, 'check', file, '--json'], {
      env,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    const own = (JSON.parse(stdout).findings ?? []).filter((finding) => finding.file === file);
    findings += own.length;
    const mine = items.map(({ code, range: { start } }) => `${start.line + 1} ${code}`);
    const theirs = own.map(({ rule, line }) => `${line} ${rule}`);
    if (mine.join() !== theirs.join()) differing.push(file);
  }
  const memory = memoryOf(editor.child.pid);
  await editor.end();
  console.log(
    `${files.length} files, ${findings} findings: ${differing.length} files differ from nixai check; ${memory} MB resident`,
  );
  for (const file of differing) console.log(`  ${file}`);
}

/** So many of a list, from all over it. */
function spread(all, most) {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(most, all.length) }, (_, at) => all[Math.floor(at * step)]);
}
