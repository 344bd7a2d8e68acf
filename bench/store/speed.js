// Backups beside the same work by hand, in one run; a manifest, and memory, at a large closure.
import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createFileService } from '../../core/safety/dist/files/fileService.js';
import { createRedactor } from '../../core/safety/dist/redact/redactor.js';
import { pathsIn, writeManifest } from '../../plugins/store/dist/backup/write.js';

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;

/** A path that needs `count` others, each a few hundred bytes: one evaluation makes them. */
function manyPaths({ made }, count) {
  const file = join(made.folder, 'many.nix');
  writeFileSync(
    file,
    `let
  line = n: builtins.toString n + " some text of its own that nobody else has\\n";
  one = n: builtins.toFile "part-\${toString n}" (builtins.concatStringsSep "" (builtins.genList (m: line (n * 100 + m)) 10));
in builtins.toFile "all" (builtins.concatStringsSep "\\n" (builtins.genList (n: "\${one n}") ${count}))
`,
  );
  const path = made.run('nix-instantiate', '--eval', '--read-write-mode', '--strict', file);
  return JSON.parse(path);
}

export async function speed(bench, count) {
  const { home, made, env, nixai, password } = bench;
  await bench.ready();
  // Bytes, as a system has them, in some tens of paths; and many small ones.
  const large = made.build({ name: 'large', parts: 40, bytes: 4_000_000, profile: false });
  const many = manyPaths(bench, count - 50);
  const roots = ['--root', large, '--root', many];
  const time = (work) => {
    const began = performance.now();
    work();
    return performance.now() - began;
  };
  const run = (argv, more = {}) =>
    execFileSync(argv[0], argv.slice(1), {
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 1 << 30,
    });
  const byHand = { RESTIC_PASSWORD_FILE: password, RESTIC_REPOSITORY: join(home, 'hand') };
  run(['restic', 'init'], byHand);
  const cache = join(home, 'hand-cache');
  const copy = ['nix', 'copy', '--to', `file://${cache}?compression=none`, large, many];
  const words = [
    '--scope',
    'config',
    ...roots,
    '--repo',
    join(home, 'repo'),
    '--password-file',
    password,
  ];
  run(['restic', 'init'], { ...byHand, RESTIC_REPOSITORY: join(home, 'repo') });

  const copied = time(() => run(copy));
  const backedUp = time(() => run(['restic', 'backup', cache], byHand));
  const first = await nixai(['store', 'backup', ...words, '--json']);
  if (first.code !== 0) throw new Error(`${first.stdout}${first.stderr}`);
  const said = JSON.parse(first.stdout);
  const hand = copied + backedUp;
  console.log(
    `first         ${said.paths} paths, ${Math.round(said.bytes / 1e6)} MB: ${seconds(first.took)}; nix copy + restic backup by hand ${seconds(hand)}: ${(first.took / hand).toFixed(2)} × (bar 1.2); ${Math.round(first.most / 1e6)} MB of memory (bar 200)`,
  );
  const nothing = time(() => run(['restic', 'backup', cache], byHand));
  const before = sizeOf(join(home, 'repo'));
  const second = await nixai(['store', 'backup', ...words, '--json']);
  const grown = sizeOf(join(home, 'repo')) - before;
  console.log(
    `second        nothing new: ${seconds(second.took)}; restic backup of nothing by hand ${seconds(nothing)}: ${(second.took / nothing).toFixed(2)} × (bar 1.3); ${Math.round(grown / 1000)} kB moved (bar 1000)`,
  );
  await manifestTime(bench, cache, [large, many], run);
  spawnSync('chmod', ['-R', 'u+w', cache]);
  rmSync(cache, { recursive: true, force: true });
}

/** The manifest by itself: from what Nix says to the file. */
async function manifestTime({ home }, _cache, roots, run) {
  const bundle = join(home, '.cache/nixai/store/bundle');
  const infos = JSON.parse(run(['nix', 'path-info', '--json', '-r', ...roots]).toString());
  const paths = Object.fromEntries(
    ['config', 'data', 'cache', 'state', 'runtime'].map((name) => [name, join(home, 'own')]),
  );
  const files = createFileService({ paths }, createRedactor());
  const host = { service: async () => files };
  const told = {
    ...{ id: '20261129T000000000Z-000000', made: new Date().toISOString(), scope: [], tools: {} },
    ...{ roots: [], archives: [], left: [] },
  };
  const began = performance.now();
  const { signal } = new AbortController();
  const closure = { records: infos, missing: infos, described: new Map() };
  const manifest = await writeManifest(host, bundle, await pathsIn(bundle, closure, signal), told);
  console.log(
    `manifest      ${manifest.paths.length} paths: ${seconds(performance.now() - began)} (bar 2 s)`,
  );
}

const sizeOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .reduce((sum, one) => sum + statSync(join(one.parentPath ?? one.path, one.name)).size, 0);
