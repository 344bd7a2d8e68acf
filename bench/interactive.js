// What the interactive mode costs: its start, a command in it beside a process of its own, Tab, and a
// thousand commands in one process.
//   npm run bench -- interactive
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../core/cli/bin/nixai.js');
const rounds = 21;
const look = 'explain-option services.openssh.enable --no-ai';

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)];

export default async function interactive() {
  const home = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  const env = {
    ...{ PATH: process.env.PATH, HOME: home, TERM: 'xterm', LANG: 'C.UTF-8' },
    ...{ NIXAI_AS_ROOT: 'true', NIXAI_OFFLINE: '1' },
  };
  /** Milliseconds of a processor; the least of all rounds, in turn. */
  const cpu = (lines) => {
    const script = `TIMEFORMAT='%U %S'; time ${lines} >/dev/null 2>/dev/null`;
    const { stderr } = spawnSync('bash', ['-c', script], { env, cwd: home, encoding: 'utf8' });
    const [user, system] = stderr.trim().split(/\s+/).map(Number);
    return (user + system) * 1000;
  };
  try {
    writeFileSync(join(home, 'one'), `${look}\n`);
    writeFileSync(join(home, 'many'), `${look}\n`.repeat(41));
    const asked = {
      // At a terminal, too: Node opens it for both.
      node: 'script -qec "node -e 0" /dev/null < quit',
      prompt: `script -qec "node ${cli} interactive" /dev/null < quit`,
      process: `node ${cli} ${look}`,
      one: `node ${cli} interactive one`,
      many: `node ${cli} interactive many`,
    };
    // Ctrl-D, as a person presses it.
    writeFileSync(join(home, 'quit'), '\u0004');
    const took = Object.fromEntries(Object.keys(asked).map((name) => [name, []]));
    for (const line of Object.values(asked)) cpu(line);
    for (let at = 0; at < rounds; at++)
      for (const [name, line] of Object.entries(asked)) took[name].push(cpu(line));
    const of = Object.fromEntries(Object.entries(took).map(([name, all]) => [name, median(all)]));
    const second = (of.many - of.one) / 40;
    console.log(`processor time, medians of ${rounds}, each in turn`);
    console.log(
      `the prompt: ${of.prompt.toFixed(0)} ms, ${(of.prompt / of.node).toFixed(1)} x node -e 0 (bar 2.6)`,
    );
    console.log(
      `a second ${look}: ${second.toFixed(1)} ms, ${((100 * second) / of.process).toFixed(1)} % of a process (bar 15)`,
    );
    const tabs = await tab(env, home);
    console.log(
      `Tab in an option path, wall time: ${sorted(tabs)[0].toFixed(0)} ms least, ${median(tabs).toFixed(0)} median of ${tabs.length} (bar 50)`,
    );
    growth(env, home);
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** From the key to what it shows. */
async function tab(env, home) {
  const child = spawn('script', ['-qec', `node ${cli} interactive`, '/dev/null'], {
    env,
    cwd: home,
  });
  let shown = '';
  let onShown = () => {};
  child.stdout.on('data', (text) => {
    shown += text;
    onShown();
  });
  const until = (pattern) =>
    new Promise((resolve) => {
      onShown = () => pattern.test(shown) && resolve();
      onShown();
    });
  await until(/nixai> /);
  const took = [];
  for (let at = 0; at < 41; at++) {
    shown = '';
    child.stdin.write('explain-option services.openssh.ena');
    // Each key is drawn by itself.
    await new Promise((resolve) => setTimeout(resolve, 200));
    shown = '';
    const start = performance.now();
    child.stdin.write('\t');
    await until(/ble/);
    // The first one reads the options.
    if (at > 0) took.push(performance.now() - start);
    child.stdin.write('\u0015');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.stdin.end('\u0015\u0004');
  child.kill();
  return took;
}

/** The most memory that a hundred and a thousand commands take, and whether Node warns of listeners. */
function growth(env, home) {
  const commands = [
    look,
    'config get log_level',
    'search nginx --limit 3',
    'no-such-command-here x',
    'find-option ssh',
  ];
  const most = (count) => {
    const file = join(home, `lines-${count}`);
    writeFileSync(file, `${commands.join('\n')}\n`.repeat(count / commands.length));
    const script = `node ${cli} interactive ${file} >/dev/null 2>errors & pid=$!; high=0
      while [ -r /proc/$pid/status ]; do now=$(awk '/VmHWM/ {print $2}' /proc/$pid/status 2>/dev/null); [ -n "$now" ] && high=$now; sleep 0.1; done; echo $high`;
    const high = Number(execFileSync('bash', ['-c', script], { env, cwd: home, encoding: 'utf8' }));
    const warned = /MaxListeners|memory leak/i.test(readFileSync(join(home, 'errors'), 'utf8'));
    return { mb: high / 1024, warned };
  };
  const [few, many] = [most(100), most(1000)];
  console.log(
    `1,000 commands: ${many.mb.toFixed(0)} MB at most, 100: ${few.mb.toFixed(0)} MB; ${(many.mb - few.mb).toFixed(0)} more (bar 30); ` +
      `warnings of listeners: ${many.warned ? 'yes' : 'none'}`,
  );
}
