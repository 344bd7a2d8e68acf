// The parser of Nix against `nix-instantiate --parse`: what both accept, and how long each takes.
// Reads every *.nix below NIXAI_NIX_CORPUS, a folder with any public repositories.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { bindingFaults, parse, print } from '../core/nix/dist/index.js';

const batchSize = 256;

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.nix'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Node reads the certificates that this names at each start, which takes half as long as parsing
 * all files does; Nix does not. Where it is set, both are shown: Node without it and with it.
 */
const { NODE_EXTRA_CA_CERTS: certificates, ...plainEnv } = process.env;

function nixParse(files) {
  const { status, error, stderr } = spawnSync('nix-instantiate', ['--parse', ...files], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (error !== undefined) throw error;
  return { accepted: status === 0, stderr };
}

/** Nix stops at the first file that it rejects: a batch with one in it is halved until it is found. */
function rejectedByNix(files) {
  const { accepted, stderr } = nixParse(files);
  if (accepted) return new Map();
  if (files.length === 1) return new Map([[files[0], stderr.split('\n', 1)[0]]]);
  const middle = files.length >> 1;
  return new Map([...rejectedByNix(files.slice(0, middle)), ...rejectedByNix(files.slice(middle))]);
}

const batches = (files) =>
  Array.from({ length: Math.ceil(files.length / batchSize) }, (_, index) =>
    files.slice(index * batchSize, (index + 1) * batchSize),
  );

/** What nixai says against a file: of its syntax first, then of its names, as Nix does. */
function faultIn(source) {
  const { tree, errors } = parse(source);
  return (errors[0] ?? bindingFaults(tree)[0])?.message;
}

function agreement(files, folder) {
  const rejected = new Map(batches(files).flatMap((batch) => [...rejectedByNix(batch)]));
  const differences = [];
  for (const file of files) {
    const mine = faultIn(readFileSync(file, 'utf8'));
    const nix = rejected.get(file);
    if ((mine === undefined) !== (nix === undefined))
      differences.push(
        `${relative(folder, file)}: nixai: ${mine ?? 'accepts'}; Nix: ${nix ?? 'accepts'}`,
      );
  }
  return { rejected, differences };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

function milliseconds(work) {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function node(argv, env = plainEnv) {
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
}

/** Both sides in a process of their own, from its start to its end, in turn. */
function speed(files, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-bench-nix-'));
  const script = join(folder, 'parse.mjs');
  const list = join(folder, 'files.json');
  writeFileSync(list, JSON.stringify(files));
  const library = join(import.meta.dirname, '../core/nix/dist/nix.js');
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs';
import { parse } from ${JSON.stringify(library)};
for (const file of JSON.parse(readFileSync(${JSON.stringify(list)}, 'utf8')))
  parse(readFileSync(file, 'utf8'));`,
  );
  const times = { nix: [], nixai: [], node: [], asIs: [] };
  for (let round = 0; round < rounds; round++) {
    times.nix.push(
      milliseconds(() => {
        if (!nixParse(files).accepted) throw new Error('Nix did not read all files to the end');
      }),
    );
    times.nixai.push(milliseconds(() => node([script])));
    times.node.push(milliseconds(() => node(['-e', '0'])));
    if (certificates !== undefined)
      times.asIs.push(milliseconds(() => node([script], process.env)));
  }
  rmSync(folder, { recursive: true });
  return Object.fromEntries(Object.entries(times).map(([side, each]) => [side, median(each)]));
}

/** What one file of 200 lines adds to a process that does nothing else, in turn with a bare one. */
function coldFile(files, rounds) {
  const lengths = files.map((file) => readFileSync(file, 'utf8').split('\n').length);
  const file = files[lengths.findIndex((length) => length >= 200 && length < 210)];
  if (file === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'nixai-bench-nix-'));
  const library = join(import.meta.dirname, '../core/nix/dist/nix.js');
  const script = (name, text) => {
    writeFileSync(join(folder, name), `import { readFileSync } from 'node:fs';\n${text}`);
    return join(folder, name);
  };
  const reading = `readFileSync(${JSON.stringify(file)}, 'utf8')`;
  const bare = script('bare.mjs', reading);
  const parsing = script(
    'parse.mjs',
    `import { parse } from ${JSON.stringify(library)};\nparse(${reading});`,
  );
  const times = Array.from({ length: 3 * rounds }, () =>
    [parsing, bare].map((one) => milliseconds(() => spawnSync(process.execPath, [one]))),
  );
  rmSync(folder, { recursive: true });
  return median(times.map(([ours, node]) => ours - node));
}

/** Bytes of heap that a tree keeps for each byte of source, for a file and for ten in one. */
function memoryPerByte() {
  const script = `import { parse } from ${JSON.stringify(join(import.meta.dirname, '../core/nix/dist/nix.js'))};
const size = Number(process.argv[1]);
const source = '{ ' + 'services.nginx.virtualHosts."a.b" = { root = ./x; ssl = true; };\\n'.repeat(size) + ' }';
parse(source);
gc();
const before = process.memoryUsage().heapUsed;
globalThis.kept = parse(source);
gc();
console.log((process.memoryUsage().heapUsed - before) / source.length);`;
  const run = (size) =>
    Number(
      spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', script, size], {
        encoding: 'utf8',
      }).stdout,
    );
  return ['2000', '20000'].map(run);
}

export default function bench(argv) {
  const folder = process.env.NIXAI_NIX_CORPUS;
  if (folder === undefined || folder === '') {
    process.stderr.write('NIXAI_NIX_CORPUS names no folder with Nix files: nothing is measured\n');
    process.exit(2);
  }
  const rounds = Number(argv.find((word) => word.startsWith('--rounds='))?.slice(9) ?? 7);
  const files = filesBelow(folder);
  const sources = files.map((file) => readFileSync(file, 'utf8'));
  const lost = sources.filter((source) => print(parse(source).tree) !== source);
  const { rejected, differences } = agreement(files, folder);
  const good = files.filter((file) => !rejected.has(file));
  const bytes = good.reduce((sum, file) => sum + readFileSync(file).length, 0);
  const times = speed(good, rounds);
  const rate = (time) => (bytes / 1e6 / (time / 1e3)).toFixed(1);
  console.log(`| ${files.length} files of ${new Intl.NumberFormat('en').format(bytes)} bytes | |
| --- | ---: |
| not given back byte for byte | ${lost.length} |
| rejected by Nix | ${rejected.size} |
| nixai and Nix disagree | ${differences.length} |

| ${good.length} accepted files, whole process, median of ${rounds} | time | MB/s |
| --- | ---: | ---: |
| nix-instantiate --parse | ${times.nix.toFixed(0)} ms | ${rate(times.nix)} |
| nixai | ${times.nixai.toFixed(0)} ms (${(times.nixai / times.nix).toFixed(2)} of Nix; bar ≤ 1: ${times.nixai <= times.nix ? 'met' : 'MISSED'}) | ${rate(times.nixai)} |
| node that does nothing | ${times.node.toFixed(0)} ms | |${
    times.asIs === undefined
      ? ''
      : `
| nixai, reading NODE_EXTRA_CA_CERTS first | ${times.asIs.toFixed(0)} ms (${(times.asIs / times.nix).toFixed(2)} of Nix) | |`
  }
`);
  const cold = coldFile(good, rounds);
  const [small, large] = memoryPerByte();
  console.log(`| | |
| --- | ---: |
| a file of 200 lines, cold, over a bare node | ${cold === undefined ? 'none found' : `${cold.toFixed(1)} ms (bar ≤ 15 ms: ${cold <= 15 ? 'met' : 'MISSED'})`} |
| heap for a byte of source, 130 kB and 1.3 MB | ${small.toFixed(1)} and ${large.toFixed(1)} bytes |
`);
  for (const difference of differences) console.log(`- ${difference}`);
}
