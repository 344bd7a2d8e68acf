// What the script of `nixai shell init` costs a shell: reading it once, each prompt, and processes.
// Beside it in the same run: what the shell itself takes for one process.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

//   npm run bench -- shell
const root = join(import.meta.dirname, '..');
const cli = join(root, 'core/cli/bin/nixai.js');
const rounds = 41;
const prompts = 1000;
let folder;
let env;

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
/** The least is what it takes where nobody else is at work; then what it took here. */
const both = (numbers) => [sorted(numbers)[0], sorted(numbers)[Math.floor(numbers.length / 2)]];
const has = (program) => spawnSync(program, ['--version']).status === 0;

/** Prints milliseconds: of reading the script, of a prompt after a command that is none of Nix's, of a process. */
const timing = {
  bash: (file) => `
    t0=\${EPOCHREALTIME/[.,]/}; source ${file}; t1=\${EPOCHREALTIME/[.,]/}
    for ((at = 0; at < ${prompts}; at++)); do _nixai_preexec 'ls -l'; _nixai_debug x; _nixai_precmd; done; t2=\${EPOCHREALTIME/[.,]/}
    for ((at = 0; at < 20; at++)); do (:); done; t3=\${EPOCHREALTIME/[.,]/}
    echo "ms $((t1 - t0)) $(((t2 - t1) / ${prompts})) $(((t3 - t2) / 20))"`,
  zsh: (file) => `
    zmodload zsh/datetime; autoload -Uz compinit; compinit -u
    t0=$EPOCHREALTIME; source ${file}; t1=$EPOCHREALTIME
    for ((at = 0; at < ${prompts}; at++)); do _nixai_preexec 'ls -l' 'ls -l' 'ls -l'; _nixai_precmd; done; t2=$EPOCHREALTIME
    for ((at = 0; at < 20; at++)); do (:); done; t3=$EPOCHREALTIME
    print "ms $(( int(rint((t1 - t0) * 1000000)) )) $(( int(rint((t2 - t1) * 1000000 / ${prompts})) )) $(( int(rint((t3 - t2) * 1000000 / 20)) ))"`,
};

function shellTimes(shell, file) {
  const script = join(folder, `time.${shell}`);
  const head = shell === 'zsh' ? 'zmodload zsh/mathfunc\n' : '';
  writeFileSync(script, head + timing[shell](file));
  const argv = shell === 'bash' ? ['--norc', '--noprofile', '-i', script] : ['-f', '-i', script];
  const runs = Array.from({ length: rounds }, () =>
    execFileSync(shell, argv, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .match(/ms (\d+) (\d+) (\d+)/)
      .slice(1)
      .map(Number),
  );
  return [0, 1, 2].map((at) => both(runs.map((run) => run[at] / 1000)));
}

/** fish tells its own times, of a block each. */
function fishTimes(file) {
  const took = (block) => {
    const { stderr } = spawnSync(
      'fish',
      ['--no-config', '-i', '-c', `${block.before}; time begin; ${block.run}; end`],
      {
        env,
        encoding: 'utf8',
      },
    );
    const [, number, unit] = stderr.match(/Executed in\s+([\d.]+) (\w+)/);
    return Number(number) * { secs: 1000, millis: 1, micros: 0.001 }[unit];
  };
  const bothOf = (block, times = 1) =>
    both(Array.from({ length: rounds }, () => took(block) / times));
  const loop = (times, run) => `for at in (seq ${times}); ${run}; end`;
  return [
    bothOf({ before: 'true', run: `source ${file}` }),
    bothOf(
      {
        before: `source ${file}`,
        run: loop(prompts, "__nixai_preexec 'ls -l'; __nixai_postexec 'ls -l'"),
      },
      prompts,
    ),
    bothOf({ before: 'true', run: loop(20, '/bin/true') }, 20),
  ];
}

/** Processes that a shell starts for a hundred commands of its own. */
function forks(shell, file) {
  if (!has('strace') || spawnSync('strace', ['true']).status !== 0) return undefined;
  const count = (source) => {
    const trace = join(folder, 'trace');
    const argv = {
      bash: ['--norc', '--noprofile', '-i'],
      zsh: ['-f', '-i'],
      fish: ['--no-config', '-i'],
    }[shell];
    const input = `${source}\n${'true\n'.repeat(100)}exit\n`;
    spawnSync(
      'strace',
      ['-f', '-o', trace, '-e', 'trace=fork,vfork,clone,clone3,execve', shell, ...argv],
      {
        env,
        input,
      },
    );
    // Threads are none.
    return readFileSync(trace, 'utf8')
      .split('\n')
      .filter((line) => /(fork|clone3?)\(/.test(line) && !/CLONE_THREAD/.test(line)).length;
  };
  return count(`source ${file}`) - count('true');
}

export default function shell() {
  folder = mkdtempSync(join(tmpdir(), 'nixai-bench-'));
  env = {
    ...{ PATH: process.env.PATH, HOME: folder, TERM: 'xterm', LANG: 'C.UTF-8' },
    NIXAI_AS_ROOT: 'true',
  };
  try {
    console.log(`${rounds} fresh shells each; milliseconds of wall time, least / median`);
    for (const name of ['bash', 'zsh', 'fish'].filter(has)) {
      const file = join(folder, `nixai.${name}`);
      writeFileSync(file, execFileSync(process.execPath, [cli, 'shell', 'init', name], { env }));
      const [read, prompt, one] = (name === 'fish' ? fishTimes(file) : shellTimes(name, file)).map(
        ([least, usual]) => `${least.toFixed(3)} / ${usual.toFixed(3)}`,
      );
      const started = forks(name, file) ?? 'not counted, there is no strace';
      console.log(
        `${name}: read ${read} (bar 5), a prompt ${prompt} (bar 1), a process of its own ${one}; processes more in 100 commands: ${started}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
