// What the configuration costs a start: from importing its reader to the first value, in a process
// that has loaded what every command loads. Each figure is the median of fresh processes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const bundle = join(import.meta.dirname, '..', 'core/cli/bundle');
const runs = 21;

const probe = `
  const [hook, reader, folder, cwd] = process.argv.slice(1);
  await import(hook);
  const start = performance.now();
  const { createConfig } = await import(reader);
  const config = createConfig({ config: folder }, {
    env: { HOME: cwd }, cwd, systemFile: folder + '/none', notice() {},
  });
  await config.get('ai_provider');
  const first = performance.now();
  await config.get('offline');
  console.log(first - start, performance.now() - first);
`;

function once(folder, cwd) {
  const reader = readdirSync(bundle).find((name) => /^config-\w+\.js$/.test(name));
  const files = [join(bundle, 'host/initHook.js'), join(bundle, reader)];
  const output = execFileSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      probe,
      ...files.map((file) => pathToFileURL(file).href),
      folder,
      cwd,
    ],
    { encoding: 'utf8' },
  );
  return output.trim().split(' ').map(Number);
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Prints what the first and each further value cost, with and without files. */
export default async function bench() {
  const root = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  const deep = join(root, 'a/b/c/d');
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(root, 'config.yaml'), 'ai_provider: ollama\nmcp_server:\n  port: 9000\n');
  try {
    console.log('| files | first value (ms) | next value (ms) |\n|---|--:|--:|');
    for (const [name, folder] of [
      ['none, four folders below home', join(root, 'none')],
      ["the user's, in YAML", root],
    ]) {
      const times = Array.from({ length: runs }, () => once(folder, deep));
      const [first, next] = [0, 1].map((i) => median(times.map((time) => time[i])).toFixed(2));
      console.log(`| ${name} | ${first} | ${next} |`);
    }
  } finally {
    rmSync(root, { recursive: true });
  }
}
