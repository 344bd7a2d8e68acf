// How right and how fast diagnosis is: classes, culprits and fixes on the samples, false alarms on
// healthy logs, megabytes for each second of a processor beside ripgrep (or grep) with the same
// anchors, and a small log as a whole process.
//   npm run bench -- diagnose [--accuracy|--speed] [--size=MB]
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, closeSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const plugin = join(root, 'plugins/diagnose/dist');

export default async function diagnose(argv) {
  if (!argv.includes('--speed')) await accuracy();
  if (argv.includes('--accuracy')) return;
  const folder = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  try {
    await speed(folder, Number(/--size=(\d+)/.exec(argv.join(' '))?.[1] ?? 500));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function accuracy() {
  const { readSamples } = await import(`${plugin}/testing/readSamples.js`);
  const { healthyLogs } = await import(`${plugin}/testing/healthyLogs.js`);
  const { diagnosed } = await import(`${plugin}/testing/diagnose.js`);
  const samples = readSamples();
  const right = { class: 0, culprit: 0, fix: 0 };
  for (const sample of samples) {
    const [first] = diagnosed(sample.log).findings;
    const named = [first?.culprit, first?.at?.file, first?.at?.line, first?.at?.column].join(' ');
    const advice = (first?.fixes ?? [])
      .map(({ title, code = '' }) => `${title}\n${code}`)
      .join('\n');
    if (first?.class === sample.class) right.class++;
    if (named.includes(sample.culprit)) right.culprit++;
    if (sample.fix.every((text) => advice.includes(text))) right.fix++;
  }
  const healthy = healthyLogs();
  const alarms = healthy.flatMap(({ text }) =>
    diagnosed(text).findings.filter(({ confidence }) => confidence >= 0.5),
  );
  const share = (count) => `${((100 * count) / samples.length).toFixed(1)} %`;
  const classes = new Set(samples.map((sample) => sample.class)).size;
  console.log(
    `| our own samples (${samples.length}, ${classes} classes) | found | bar |\n|---|---|---|`,
  );
  console.log(`| right class | ${share(right.class)} | 97 % |`);
  console.log(`| right culprit | ${share(right.culprit)} | 95 % |`);
  console.log(`| fix with the text to paste | ${share(right.fix)} | – |`);
  console.log(`| alarms in ${healthy.length} healthy logs | ${alarms.length} | ≤ 2 |\n`);
}

/** Lines as builders print them; one in eight speaks of errors that are none. */
function buildLines(seed) {
  return [
    `gcc -DHAVE_CONFIG_H -I. -I./src -isystem /nix/store/${String(seed).padStart(32, 'a')}-zlib-1.3-dev/include -O2 -g -c -o src/file${seed}.o src/file${seed}.c`,
    `checking for library containing function_${seed}... yes`,
    `[${seed}/8000] Building CXX object lib/CMakeFiles/x.dir/a${seed}.cpp.o`,
    `copying build/lib/pkg/module_${seed}.py -> build/bdist.linux-x86_64/wheel/pkg`,
    `test_error_handling_${seed} (tests.test_errors.TestErrors) ... ok`,
    `   Compiling crate-${seed} v0.${seed}.1`,
    `/nix/store/xyz/include/foo.h:${seed}:12: warning: unused parameter 'x' [-Wunused-parameter]`,
    `install: creating directory '/nix/store/xyz/share/doc/failed-${seed}'`,
  ];
}

function writeLog(file, megabytes) {
  const chunk = Buffer.from(
    Array.from({ length: 2_000 }, (_, seed) => buildLines(seed).join('\n')).join('\n') + '\n',
  );
  const descriptor = openSync(file, 'w');
  let written = 0;
  while (written < megabytes * 1e6) written += writeSync(descriptor, chunk);
  const end = "error: undefined variable 'pkgs'\n\n       at /etc/nixos/web.nix:3:34:\n";
  written += writeSync(descriptor, end);
  closeSync(descriptor);
  return written;
}

/** The processor time of a process: a machine that does other things as well does not change it. */
function cpuSeconds(argv) {
  const { stderr } = spawnSync('/usr/bin/env', ['time', '-f', 'cpu %U %S', ...argv], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  return Number(user) + Number(system);
}

/** A process, its seconds and its peak of memory. */
function timed(argv, env) {
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync('/usr/bin/env', ['time', '-f', 'rss %M', ...argv], {
    encoding: 'utf8',
    maxBuffer: 1e8,
    env,
  });
  const rss = Number(/rss (\d+)/.exec(stderr)?.[1] ?? NaN) / 1024;
  return { seconds: (performance.now() - start) / 1000, rss, stdout, status };
}

async function speed(folder, megabytes) {
  const { rules } = await import(`${plugin}/rules/index.js`);
  const { indexRules } = await import(`${plugin}/engine/ruleIndex.js`);
  const driver = join(folder, 'read.mjs');
  writeFileSync(
    driver,
    `import { createReadStream } from 'node:fs';
import { createDiagnoser } from '${plugin}/engine/diagnoser.js';
import { indexRules } from '${plugin}/engine/ruleIndex.js';
import { rules } from '${plugin}/rules/index.js';
const diagnoser = createDiagnoser(indexRules(rules));
const before = process.cpuUsage();
for await (const chunk of createReadStream(process.argv[2], { highWaterMark: 1048576 })) diagnoser.push(chunk);
const { findings, lines } = diagnoser.end();
const peak = process.resourceUsage().maxRSS / 1024;
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ seconds: (user + system) / 1e6, peak, lines, found: findings.map((one) => one.culprit) }));
`,
  );
  const log = join(folder, 'build.log');
  const bytes = writeLog(log, megabytes);
  const anchors = join(folder, 'anchors');
  writeFileSync(anchors, indexRules(rules).anchors.join('\n'));
  const peer =
    spawnSync('rg', ['--version']).status === 0 ? ['rg', '-j1', '-c', '-F'] : ['grep', '-c', '-F'];
  const rows = [];
  for (let round = 0; round < 3; round++) {
    const ours = JSON.parse(
      spawnSync('taskset', ['-c', '0', process.execPath, driver, log], { encoding: 'utf8' }).stdout,
    );
    rows.push({ ...ours, peer: cpuSeconds([...peer, '-f', anchors, log]) });
  }
  const best = (key) => Math.min(...rows.map((row) => row[key]));
  const rate = (seconds) => `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`;
  const small = join(folder, 'small.log');
  writeFileSync(
    small,
    Array.from({ length: 250 }, (_, seed) => buildLines(seed).join('\n')).join('\n') +
      "\nerror: undefined variable 'pkgs'\n       at /etc/nixos/web.nix:3:34:\n",
  );
  const env = homeWithPlugin(folder);
  const argv = [process.execPath, nixai, 'diagnose', '--no-ai', small];
  const runs = Array.from({ length: 7 }, () => timed(argv, env));
  const whole = median(runs.map(({ seconds }) => seconds));
  const delays = await streamDelays(env, 7);
  console.log(
    `| ${(bytes / 1e6).toFixed(0)} MB, ${rows[0].lines.toLocaleString('en')} lines, one core | found | bar |\n|---|---|---|`,
  );
  console.log(
    `| nixai diagnose (${rows[0].found.join(', ')}) | ${rate(best('seconds'))} | 80 MB/s |`,
  );
  console.log(
    `| ${peer[0]} -F with the same ${indexRules(rules).anchors.length} anchors | ${rate(best('peer'))} | – |`,
  );
  console.log(
    `| peak memory | ${Math.max(...rows.map((row) => row.peak)).toFixed(0)} MB | 150 MB |`,
  );
  if (runs[0].status !== 1) throw new Error(`nixai diagnose ended with ${runs[0].status}`);
  console.log(`| 2,000 lines, whole process, median of 7 | ${whole.toFixed(2)} s | 0.4 s |`);
  console.log(
    `| --stream: line to finding, lines never ceasing, median of 7 (most) | ${median(delays).toFixed(0)} ms (${Math.max(...delays).toFixed(0)} ms) | 200 ms |`,
  );
}

const nixai = join(root, 'core/cli/bin/nixai.js');
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** The environment of a HOME of its own, in which the plugin is installed. */
function homeWithPlugin(home) {
  const env = { HOME: home, PATH: process.env.PATH, NIXAI_OFFLINE: '1', NIXAI_AS_ROOT: 'true' };
  const argv = [nixai, 'plugins', 'link', join(root, 'plugins/diagnose')];
  const { status, stderr } = spawnSync(process.execPath, argv, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return env;
}

/** Milliseconds from the line that completes a failure to its finding, while others keep coming. */
async function streamDelays(env, count) {
  const child = spawn(process.execPath, [nixai, 'diagnose', '--stream', '--format', 'json'], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
  const chatter = setInterval(() => child.stdin.write('building x: nothing to see\n'), 20);
  const until = async (text) => {
    while (!printed.includes(text)) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const delays = [];
  for (let index = -1; index < count; index++) {
    const start = performance.now();
    child.stdin.write(`error: undefined variable 'name${index}'\n       at /etc/x.nix:3:34:\n`);
    await until(`name${index}`);
    // The first waits for the process to start.
    if (index >= 0) delays.push(performance.now() - start);
  }
  clearInterval(chatter);
  child.stdin.end();
  await new Promise((resolve) => child.on('close', resolve));
  return delays;
}
