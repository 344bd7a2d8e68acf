import type { HealthCheck, HealthMachine, HealthReading } from '@nixai/api';
import { plural } from '../../machine/fields.js';
import { NotTold } from '../../machine/unknown.js';

/**
 * Settings of a repository may name programs: none of them is run, also not to fetch what it lacks, and
 * nothing is written. In words, as they count on a machine that is far away too.
 */
const careful = [
  ...['git', '--no-optional-locks', '-c', 'core.fsmonitor=false'],
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['ext', 'file', 'ftp', 'ftps', 'git', 'http', 'https', 'ssh'].flatMap((protocol) => [
    '-c',
    `protocol.${protocol}.allow=never`,
  ]),
] as unknown as readonly [string, ...string[]];

/** Files of which a line is shown. */
const shown = 5;
/** Files that are named to one program; a command line has an end. */
const together = 500;

export const uncommitted: HealthCheck = {
  id: 'config.uncommitted',
  title: 'Changes without a commit',
  group: 'configuration',
  about:
    'Files of the configuration that git does not know, or that differ from its last commit. A flake does not see a file that git does not know.',
  needs: ['running'],
  levels: {
    minor: 'some file differs from the commit',
    major: 'it is a flake, and git does not know some of its .nix files',
  },
  async run(machine) {
    const { configuration } = machine;
    if ((await repositoryAbove(machine)) === undefined)
      return [{ status: 'skipped', summary: `${configuration} is no git repository` }];
    const git = async (...words: readonly string[]) =>
      namesIn(await machine.say([...careful, '-C', configuration, ...words]));
    const unknown = await git('ls-files', '--others', '--exclude-standard', '-z', '--', '*.nix');
    const staged = await git('diff-index', '--cached', '--name-only', '--relative', '-z', 'HEAD');
    const changed = [...new Set([...staged, ...(await edited(machine, git))])].sort();
    const isFlake = (await machine.stat(`${configuration}/flake.nix`)) !== undefined;
    const readings: readonly HealthReading[] = [
      ...(unknown.length === 0 ? [] : [unknownReading(unknown, isFlake, configuration)]),
      ...(changed.length === 0 ? [] : [changedReading(changed, configuration)]),
    ];
    return readings.length > 0
      ? readings
      : [{ status: 'ok', summary: 'the last commit has all of it' }];
  },
};

function unknownReading(names: readonly string[], isFlake: boolean, folder: string): HealthReading {
  const what = `git does not know ${plural(names.length, '.nix file')}`;
  return {
    status: isFlake ? 'major' : 'minor',
    target: 'unknown to git',
    summary: isFlake ? `${what}, so the flake does not see them` : what,
    value: names.length,
    unit: '',
    evidence: some(names),
    fix: { title: 'Tell git of them', code: `git -C ${folder} add -N .`, language: 'sh' },
  };
}

const changedReading = (names: readonly string[], folder: string): HealthReading => ({
  status: 'minor',
  target: 'not committed',
  summary: `${plural(names.length, 'file')} differ${names.length === 1 ? 's' : ''} from the last commit`,
  value: names.length,
  unit: '',
  evidence: some(names),
  fix: { title: 'Look at them', code: `git -C ${folder} diff HEAD`, language: 'sh' },
});

const some = (names: readonly string[]): readonly string[] =>
  names.length <= shown ? names : [...names.slice(0, shown), `and ${names.length - shown} more`];

/** Tracked files whose bytes are not those of the index; git's own comparison may run a filter. */
async function edited(
  machine: HealthMachine,
  git: (...words: readonly string[]) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const gone = await git('ls-files', '--deleted', '-z');
  const tracked = (await git('ls-files', '--stage', '-z')).flatMap((entry) => {
    const [, mode = '', id = '', name = ''] = /^(\d{6}) ([0-9a-f]+) \d\t(.+)$/s.exec(entry) ?? [];
    if (name === '') throw noGit();
    // Neither links nor other repositories.
    return mode.startsWith('100') && !gone.includes(name) ? [{ name, id }] : [];
  });
  const found = [...gone];
  for (let at = 0; at < tracked.length; at += together) {
    const some = tracked.slice(at, at + together);
    const said = await machine.say([
      ...careful,
      ...['-C', machine.configuration, 'hash-object', '--no-filters', '--'],
      ...some.map(({ name }) => name),
    ]);
    const ids = said.trimEnd().split('\n');
    if (ids.length !== some.length || !ids.every((id) => /^[0-9a-f]+$/.test(id))) throw noGit();
    found.push(...some.filter(({ id }, index) => ids[index] !== id).map(({ name }) => name));
  }
  return found;
}

const noGit = (): NotTold => new NotTold('git answered with something that is no list of files');

function namesIn(text: string): readonly string[] {
  if (text !== '' && !text.endsWith('\0')) throw noGit();
  return text.split('\0').filter((name) => name !== '');
}

/** The folder at or above the configuration that has a `.git`. */
async function repositoryAbove({
  configuration,
  stat,
}: HealthMachine): Promise<string | undefined> {
  const parts = configuration.split('/');
  for (let count = parts.length; count > 0; count--) {
    const folder = parts.slice(0, count).join('/');
    if ((await stat(`${folder}/.git`)) !== undefined) return folder;
  }
  return undefined;
}
