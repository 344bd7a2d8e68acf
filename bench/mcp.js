// How fast the MCP server answers over stdin and stdout, what it costs in memory and in tokens, and
// whether it says what the command line says.
//   npm run bench -- mcp [--calls=10000] [--rounds=15]
// With NIXAI_SHARED's option set where that is at hand, else with the one that nixai brings.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { brotliDecompressSync } from 'node:zlib';
import { readList } from './ask/leads.js';

const root = join(import.meta.dirname, '..');
const shared = process.env.NIXAI_SHARED ?? join(root, '../shared');
const nixai = join(root, 'core/cli/bin/nixai.js');

const bars = { start: 4, exact: 5, search: 60, memory: 1.3, tokens: 400 };
const _meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

export default async function mcp(argv) {
  const number = (name, fallback) =>
    Number(argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? fallback);
  const home = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  const env = { ...process.env, HOME: home, NIXAI_OFFLINE: '1', NIXAI_AS_ROOT: 'true' };
  for (const name of ['CONFIG', 'STATE', 'CACHE', 'DATA']) delete env[`XDG_${name}_HOME`];
  // As a person has it: more certificates, or flags for Node, slow a bare one by half.
  delete env.NODE_EXTRA_CA_CERTS;
  delete env.NODE_OPTIONS;
  try {
    sync(home, env);
    await starts(env, number('rounds', 15));
    await calls(env, number('calls', 10_000));
    await sameAsCommands(env);
  } finally {
    // A server may still keep what it compiled.
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function sync(home, env) {
  const sample = join(shared, 'data/nixos-options.json.br');
  if (!existsSync(sample)) return console.log('option set: the one that nixai brings\n');
  const file = join(home, 'options.json');
  writeFileSync(file, brotliDecompressSync(readFileSync(sample)));
  cli(env, ['docs', 'sync', '--source', 'file', '--file', file]);
  console.log('option set: the real one, with its descriptions\n');
}

function cli(env, argv) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [nixai, ...argv], {
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status > 1) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** A server, and how to ask it. */
function open(env) {
  const server = spawn(process.execPath, [nixai, 'mcp-server', 'start', '--stdio'], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map();
  createInterface(server.stdout).on('line', (line) => {
    const message = JSON.parse(line);
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  let last = 0;
  const ask = (method, params = {}) =>
    new Promise((resolve) => {
      const id = ++last;
      waiting.set(id, resolve);
      const message = { jsonrpc: '2.0', id, method, params: { ...params, _meta } };
      server.stdin.write(`${JSON.stringify(message)}\n`);
    });
  const call = async (name, given) => (await ask('tools/call', { name, arguments: given })).result;
  const close = () =>
    new Promise((resolve) => {
      server.once('exit', resolve);
      server.stdin.end();
    });
  return { server, ask, call, close };
}

const quantile = (values, at) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * at))];

const verdict = (value, bar) => (value <= bar ? 'met' : 'NOT MET');

/** From the start of the process to its first answer, paired with a bare Node right beside it. */
async function starts(env, rounds) {
  const ratios = [];
  const times = [];
  const processor = [];
  const cpuOf = (text) => Number(text.split(' ')[0]) / 1e6;
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now();
    const { server, ask, close } = open(env);
    await ask('server/discover');
    const took = performance.now() - began;
    // Of the main thread, however busy the machine is.
    const used = cpuOf(readFileSync(`/proc/${server.pid}/schedstat`, 'utf8'));
    await close();
    const bare = performance.now();
    spawnSync(process.execPath, ['-e', '0'], { env });
    const bareTook = performance.now() - bare;
    const own = 'process.stdout.write(require("fs").readFileSync("/proc/self/schedstat", "utf8"))';
    const { stdout } = spawnSync(process.execPath, ['-e', own], { env, encoding: 'utf8' });
    // The first one leaves its compiled code for those that are measured.
    if (round === 0) continue;
    times.push(took);
    ratios.push(took / bareTook);
    processor.push(used / cpuOf(stdout));
  }
  const ratio = quantile(ratios, 0.5);
  console.log(
    `first answer: ${quantile(times, 0.5).toFixed(0)} ms, ${ratio.toFixed(2)} x node -e 0 (n ${rounds}, median; bar ${bars.start}: ${verdict(ratio, bars.start)}); by processor time of the main thread ${quantile(processor, 0.5).toFixed(2)} x`,
  );
}

const words = ['open a port', 'block ads', 'nginx', 'git email', 'automatic upgrades', 'vpn'];

async function calls(env, count) {
  const { server, call, close } = open(env);
  const names = optionNames();
  const memory = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;
  const times = { exact: [], search: [] };
  // Of the main thread, however busy the machine is.
  const worked = () =>
    Number(readFileSync(`/proc/${server.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  const processor = { exact: [], search: [] };
  const tokens = [];
  let first = 0;
  for (let at = 0; at < count; at++) {
    const isSearch = at % 20 === 19;
    const usedBefore = worked();
    const began = performance.now();
    const result = isSearch
      ? await call('nixos_search', { query: words[at % words.length], kind: 'option' })
      : await call('nixos_option', { name: names[(at * 7919) % names.length] });
    const took = performance.now() - began;
    // What is first loaded is the start's.
    if (at >= 40) {
      const kind = isSearch ? 'search' : 'exact';
      times[kind].push(took);
      processor[kind].push(worked() - usedBefore);
    }
    if (!isSearch) tokens.push(Math.ceil(Buffer.byteLength(result.content[0].text) / 4));
    if (at === 99) first = memory();
  }
  const grown = memory() / first;
  await close();
  for (const kind of ['exact', 'search']) {
    const p95 = quantile(times[kind], 0.95);
    console.log(
      `${kind}: p50 ${quantile(times[kind], 0.5).toFixed(2)} ms, p95 ${p95.toFixed(2)} ms (n ${times[kind].length}; bar ${bars[kind]}: ${verdict(p95, bars[kind])}); of a processor p50 ${quantile(processor[kind], 0.5).toFixed(2)}, p95 ${quantile(processor[kind], 0.95).toFixed(2)} ms`,
    );
  }
  console.log(
    `memory: ${first.toFixed(0)} MiB after 100 calls, ${grown.toFixed(2)} x after ${count} (bar ${bars.memory}: ${verdict(grown, bars.memory)})`,
  );
  const most = quantile(tokens, 0.95);
  console.log(
    `tokens of one option: median ${quantile(tokens, 0.5)}, 95 % within ${most} (n ${tokens.length}; bar ${bars.tokens}: ${verdict(most, bars.tokens)})`,
  );
}

/** Names all over the option set. */
function optionNames() {
  const sample = join(shared, 'data/nixos-options.json.br');
  if (!existsSync(sample)) return ['services.nginx.enable', 'services.openssh.enable'];
  return Object.keys(JSON.parse(brotliDecompressSync(readFileSync(sample))));
}

/** Search's own benchmark and ask's questions: what a tool says, beside what the command says. */
async function sameAsCommands(env) {
  const queries = join(shared, 'bench/queries-options.dev.json');
  const asked = existsSync(queries)
    ? JSON.parse(readFileSync(queries, 'utf8')).map(({ q }) => q)
    : words;
  const questions = readList(join(root, 'bench/ask/everyday.txt')).map(({ question }) => question);
  const { call, close } = open(env);
  const sample = (all, count) => all.filter((_, at) => at % Math.ceil(all.length / count) === 0);
  let [same, total] = [0, 0];
  for (const query of sample(asked, 40)) {
    const { results } = JSON.parse(cli(env, ['search', '--kind', 'option', '--json', '--', query]));
    const { structuredContent } = await call('nixos_search', { query, kind: 'option' });
    const names = structuredContent.items.map(({ name }) => name);
    total++;
    same += Number(results.map(({ name }) => name).join() === names.join());
  }
  console.log(`search: ${same} of ${total} the same as the command line`);
  [same, total] = [0, 0];
  for (const question of sample(questions, 20)) {
    const { answer } = JSON.parse(
      cli(env, ['ask', '--no-ai', '--no-history', '--json', '--', question]),
    );
    const said = [];
    let cursor;
    do {
      const { structuredContent } = await call('nixos_ask', { question, cursor });
      said.push(...structuredContent.items.map(({ text }) => text));
      cursor = structuredContent.cursor;
    } while (cursor !== undefined);
    total++;
    const plain = (text) => text.replace(/\s+/g, ' ').trim();
    same += Number(plain(said.join('\n')) === plain(answer));
  }
  console.log(`ask: ${same} of ${total} the same as the command line`);
  await close();
}
