// What thirty plugins cost at start-up: each with a command, a doc source and a manifest.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const nixai = join(root, 'core/cli/bin/nixai.js');
const count = 30;
const cases = [
  { name: '--version', bar: 0.05, argv: ['--version'] },
  { name: 'a command (config path)', bar: 0.25, argv: ['config', 'path'] },
  { name: 'a command that asks doc sources (docs sources)', bar: 0.25, argv: ['docs', 'sources'] },
];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** A home with so many plugins, as `plugins install` leaves them. */
function home(plugins) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  const store = join(folder, '.local/share/nixai');
  mkdirSync(join(store, 'node_modules/@nixai'), { recursive: true });
  symlinkSync(join(root, 'core/api'), join(store, 'node_modules/@nixai/api'));
  const names = Array.from({ length: plugins }, (_, i) => `nixai-plugin-bench-${i}`);
  for (const [i, name] of names.entries()) writePlugin(join(store, 'node_modules', name), name, i);
  const list = names.map((name) => ({ name, type: 'user', tag: 'latest' }));
  writeFileSync(
    join(store, 'package.json'),
    JSON.stringify({ private: true, oclif: { schema: 1, plugins: list } }),
  );
  return folder;
}

function writePlugin(folder, name, i) {
  const id = `bench${i}`;
  const command = { id, summary: 'Do nothing', args: {}, flags: {}, aliases: [], strict: true };
  const files = {
    'package.json': JSON.stringify({
      name,
      version: '1.0.0',
      type: 'module',
      dependencies: { '@nixai/api': '^1.0.0' },
      oclif: {
        commands: './commands',
        topicSeparator: ' ',
        hooks: { 'nixai:register': './register.js' },
      },
    }),
    'oclif.manifest.json': JSON.stringify({
      version: '1.0.0',
      commands: { [id]: { ...command, pluginName: name, pluginType: 'user' } },
    }),
    [`commands/${id}.js`]: `import { defineCommand } from '@nixai/api';
export default defineCommand({ summary: 'Do nothing', run: async () => ({}) });`,
    'register.js': `import { definePlugin } from '@nixai/api';
export default definePlugin((host) => host.docSources.add('${id}', () => ({
  name: '${id}', summary: 'Nothing', kinds: ['page'], search: async () => [],
  status: async () => ({ available: true, detail: 'nothing', counts: {} }),
})));`,
  };
  mkdirSync(join(folder, 'commands'), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
}

function milliseconds(argv, folder) {
  const env = { ...process.env, HOME: folder, NIXAI_OFFLINE: '1' };
  for (const name of ['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME']) delete env[name];
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [nixai, ...argv], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

/** Runs with and without plugins alternate, so that a slow moment slows both. */
export default async function plugins(argv) {
  const rounds = Number(argv.find((word) => word.startsWith('--rounds='))?.slice(9) ?? 25);
  const [none, many] = [home(0), home(count)];
  try {
    console.log(
      `| command | none, ms | ${count} plugins, ms | growth | bar |\n|---|---|---|---|---|`,
    );
    for (const { name, bar, argv: command } of cases) {
      milliseconds(command, none);
      milliseconds(command, many);
      const pairs = Array.from({ length: rounds }, () => [
        milliseconds(command, none),
        milliseconds(command, many),
      ]);
      const growth = median(pairs.map(([without, with30]) => with30 / without)) - 1;
      const [a, b] = [0, 1].map((i) => median(pairs.map((pair) => pair[i])).toFixed(0));
      const met = `≤ ${bar * 100} %: ${growth <= bar ? 'met' : 'MISSED'}`;
      console.log(`| ${name} | ${a} | ${b} | ${(growth * 100).toFixed(0)} % | ${met} |`);
    }
  } finally {
    for (const folder of [none, many]) rmSync(folder, { recursive: true, force: true });
  }
}
