// Processor time of a whole process, from its start to its end, with the index there: of a configuration of
// some fifty files, of the largest one, and of all together as the folders of one repository. Least of several
// runs: what else a machine does only adds to it. With --before=FOLDER, a built checkout of an older state,
// both take turns.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { unpacked } from './optionSets.js';

const bar = 1.5;
const wanted = 50;
const here = join(import.meta.dirname, '../..');

export function speed(configurations, rounds, before) {
  const work = mkdtempSync(join(tmpdir(), 'nixai-bench-speed-'));
  try {
    const options = join(work, 'options.json');
    writeFileSync(options, unpacked('nixos'));
    const builds = [here, ...(before === undefined ? [] : [before])].map((folder, at) => {
      const home = join(work, `home${at}`);
      mkdirSync(home);
      const build = { program: join(folder, 'core/cli/bin/nixai.js'), home };
      run(build, 'docs', 'sync', '--source', 'file', '--file', options);
      return build;
    });
    const all = join(work, 'all');
    for (const { folder } of configurations)
      // A folder may be named by a link, which nobody who searches for files follows.
      cpSync(realpathSync(folder), join(all, basename(folder)), {
        recursive: true,
        verbatimSymlinks: true,
      });
    const measured = bySize(configurations, builds[0]);
    const usual = measured.find(({ files }) => files >= wanted);
    if (usual === undefined) throw new Error(`no configuration has ${wanted} files or more`);
    const [largest] = measured.slice(-1);
    console.log(
      `least processor time of ${rounds} runs, cold\n\n| files | definitions | now | ${before === undefined ? '' : 'before | ratio | '}\n|--:|--:|--:|${before === undefined ? '' : '--:|--:|'}`,
    );
    for (const target of new Set([usual.folder, largest.folder, all])) {
      const { files, definitions } = reportOf(target, builds[0]);
      const times = builds.map(() => Infinity);
      for (let round = 0; round < rounds; round++)
        for (const [at, build] of builds.entries())
          times[at] = Math.min(times[at], run(build, 'check', target).time);
      const [now, then] = times;
      const compared =
        then === undefined
          ? ''
          : ` ${then.toFixed(0)} ms | ${(now / then).toFixed(2)} (bar ≤ ${bar}: ${now <= bar * then ? 'met' : 'MISSED'}) |`;
      console.log(`| ${files.length} | ${definitions} | ${now.toFixed(0)} ms |${compared}`);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Runs a build in a home of its own; the time is that of the processor, in milliseconds. */
function run({ program, home }, ...args) {
  const env = { ...process.env };
  delete env.NODE_EXTRA_CA_CERTS;
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', '"$0" "$@"; status=$?; times >&2; exit $status', process.execPath, program, ...args],
    {
      env: { ...env, HOME: home, XDG_CONFIG_HOME: '', XDG_CACHE_HOME: '', NIXAI_AS_ROOT: 'true' },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  if (status > 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return { time: childTime(stderr), stdout };
}

/** The second line of the shell's `times`: minutes and seconds, of user and system, of what it ran. */
function childTime(text) {
  const parts = text
    .trim()
    .split('\n')
    .at(-1)
    .matchAll(/(\d+)m([\d.]+)s/g);
  return (
    [...parts].reduce((sum, [, minutes, seconds]) => sum + 60 * minutes + Number(seconds), 0) * 1000
  );
}

function reportOf(folder, build) {
  const report = JSON.parse(run(build, 'check', folder, '--json').stdout);
  return report.data ?? report;
}

/** The configurations with how many files each has that a check reads, from few to many. */
function bySize(configurations, build) {
  return configurations
    .map(({ folder }) => ({ folder, files: reportOf(folder, build).files.length }))
    .sort((a, b) => a.files - b.files);
}
