// nixai deps: a closure of 20,000 paths, its memory and time, in the three shapes that Nix tells one in; and
// random real closures beside what Nix itself says of them.
//   npm run bench -- deps [--paths=20000] [--graphs=100]
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { graphExpression } from '../test/support/graphs.js';
import { createStore, hasNix } from '../test/support/nixStore.js';
import { measured } from './measured.js';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'core/cli/bin/nixai.js');

export default async function deps(argv) {
  const given = (name, usual) =>
    Number(argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
  const folder = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  try {
    await large(folder, given('paths', 20_000));
    if (hasNix) real(folder, given('graphs', 100));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A closure as systems have it: most paths need some of what was there before them. */
function closureOf(count) {
  const letters = '0123456789abcdfghijklmnpqrsvwxyz';
  const hash = (n) =>
    Array.from({ length: 32 }, (_, at) => letters[Math.floor(n / 32 ** (at % 4) + at) % 32]).join(
      '',
    );
  const path = (n) => `/nix/store/${hash(n)}-package${n % 15_000}-${1 + Math.floor(n / 15_000)}.0`;
  let state = 1;
  const below = (n) => (state = (state * 48_271) % 2_147_483_647) % n;
  const infos = Array.from({ length: count }, (_, at) => {
    const needs = new Set(at === 0 ? [] : [at - 1 - below(Math.min(at, 50))]);
    for (let more = below(20); more > 0 && at > 0; more--) needs.add(below(at));
    return {
      ...{ path: path(at), narSize: below(20_000_000), narHash: 'sha256-x', valid: true },
      references: [at, ...needs].map(path),
    };
  });
  const led = new Set(
    infos.flatMap(({ path: own, references }) => references.filter((one) => one !== own)),
  );
  const alone = infos.filter((one) => !led.has(one.path) && one.path !== path(count - 1));
  infos.at(-1).references.push(...alone.map((one) => one.path));
  return infos;
}

/** The same as each Nix writes it. */
const shapes = {
  'a list (2.8)': (infos) => infos,
  'a map by path (2.19)': (infos) => Object.fromEntries(infos.map(({ path, ...of }) => [path, of])),
  'names (2.33)': (infos) => ({
    ...{ version: 2, storeDir: '/nix/store' },
    info: Object.fromEntries(
      infos.map(({ path, references, ...of }) => [
        path.slice(11),
        { ...of, references: references.map((one) => one.slice(11)) },
      ]),
    ),
  }),
};

async function large(folder, count) {
  const infos = closureOf(count);
  const top = infos.at(-1).path;
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  // A stand-in that says what Nix would: what is measured is what is done with it.
  writeFileSync(join(bin, 'nix'), `#!/bin/sh\nexec cat ${join(folder, 'said.json')}\n`);
  chmodSync(join(bin, 'nix'), 0o755);
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: folder, NIXAI_AS_ROOT: 'true' };
  const seen = [];
  for (const [name, shape] of Object.entries(shapes)) {
    const text = JSON.stringify(shape(infos));
    writeFileSync(join(folder, 'said.json'), text);
    const runs = [];
    for (let round = 0; round < 3; round++)
      runs.push(await measured(['deps', 'analyze', top, '--json'], { cwd: folder, env }));
    const best = runs.reduce((one, other) => (one.cpu < other.cpu ? one : other));
    const { paths, bytes, depth, heaviest } = JSON.parse(best.stdout);
    seen.push(JSON.stringify({ paths, bytes, depth, heaviest }));
    console.log(
      `${count} paths, ${name}, ${(text.length / 1e6).toFixed(0)} MB: ${best.wall.toFixed(2)} s, ${best.cpu.toFixed(2)} s of a processor (bar 3), ${best.memory.toFixed(0)} MB (bar 300); least of ${runs.length}`,
    );
  }
  console.log(`the three say the same: ${new Set(seen).size === 1}`);
  const { graphOf } = await import(join(root, 'plugins/deps/dist/graph/graph.js'));
  const { dominators } = await import(join(root, 'plugins/deps/dist/graph/dominators.js'));
  const graph = graphOf(
    infos.map(({ path, narSize, references }) => ({ path, size: narSize, needs: references })),
    [top],
  );
  const took = Array.from({ length: 5 }, () => {
    const start = performance.now();
    dominators(graph);
    return performance.now() - start;
  });
  console.log(`dominators: ${Math.min(...took).toFixed(0)} ms, least of 5 (bar 1,000)`);
}

/** Paths, bytes and shortest chains of random closures, by nixai and by Nix. */
function real(folder, count) {
  const store = createStore();
  const env = { ...process.env, ...store.env, HOME: folder, NIXAI_AS_ROOT: 'true' };
  const json = (...words) =>
    JSON.parse(spawnSync('node', [cli, ...words, '--json'], { env, encoding: 'utf8' }).stdout);
  const wrong = [];
  try {
    for (let seed = 1; seed <= count; seed++) {
      writeFileSync(join(folder, 'graph.nix'), graphExpression(seed));
      const top = store.run('nix-build', join(folder, 'graph.nix'), '--no-out-link');
      const paths = store.run('nix-store', '-qR', top).split('\n').sort();
      const sizes = store
        .run('nix-store', '-q', '--size', ...paths)
        .split('\n')
        .map(Number);
      const { nodes } = json('deps', 'graph', top, '--format', 'json');
      const own = nodes.toSorted((one, other) => (one.path < other.path ? -1 : 1));
      if (own.map(({ path }) => path).join() !== paths.join()) wrong.push(`${seed}: paths`);
      if (own.map(({ bytes }) => bytes).join() !== sizes.join()) wrong.push(`${seed}: sizes`);
      const wanted = paths[seed % paths.length];
      const said = store.run('nix', 'why-depends', top, wanted);
      const shortest = new Set(said.match(/[a-z0-9]{32}-[\w.-]+/g)).size;
      const { found } = json('deps', 'why', wanted, top);
      if (wanted !== top && found[0].chains[0].length !== shortest) wrong.push(`${seed}: why`);
    }
    console.log(
      `${count} random closures beside nix-store -qR, --size and nix why-depends: ${wrong.length} differ${wrong.map((one) => `; ${one}`).join('')}`,
    );
  } finally {
    store.remove();
  }
}
