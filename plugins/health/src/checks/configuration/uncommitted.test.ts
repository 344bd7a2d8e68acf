import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processes } from '@nixai/api';
import { createTestHost, fakeProcesses } from '@nixai/api/testing';
import { expect } from 'chai';
import { openMachine } from '../../machine/open.js';
import { limitsOf } from '../../run/run.js';
import { uncommitted } from './uncommitted.js';

/** The git of this machine. */
const programs = {
  ...fakeProcesses([]),
  run: ([program = '', ...words]: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
    return Promise.resolve({ code: status ?? 128, stdout, stderr });
  },
};

describe('changes without a commit', () => {
  let folder = '';
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words], {
      env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null' },
    });
  const found = async () => {
    const machine = await openMachine({
      host: createTestHost({ services: [[processes, programs]] }),
      root: '/',
      offline: true,
      signal: new AbortController().signal,
      configuration: join(folder, 'hosts'),
      criticalUnits: [],
    });
    const readings = await uncommitted.run(machine, limitsOf(uncommitted, { thresholds: {} }));
    return readings.map(({ status, summary, evidence = [] }) => [status, summary, ...evidence]);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'health-git-'));
    mkdirSync(join(folder, 'hosts'));
    put('hosts/flake.nix', '{ }');
    put('hosts/a.nix', '{ }');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const commit = () => {
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'first');
  };

  it('are none where all is committed, also where a file was only touched', async () => {
    commit();
    put('hosts/a.nix', '{ }');
    put('README', 'beside it');
    expect(await found()).to.deep.equal([['ok', 'the last commit has all of it']]);
  });

  it('are files that a flake does not see, and files that are not as they were', async () => {
    commit();
    put('hosts/new.nix', '{ }');
    put('hosts/a.nix', '{ services.x.enable = true; }');
    expect(await found()).to.deep.equal([
      ['major', 'git does not know 1 .nix file, so the flake does not see them', 'new.nix'],
      ['minor', '1 file differs from the last commit', 'a.nix'],
    ]);
    rmSync(join(folder, 'hosts/flake.nix'));
    expect((await found()).map(([status]) => status)).to.deep.equal(['minor', 'minor']);
  });

  it('are left out where there is no repository, and not told where git cannot say', async () => {
    expect(await found()).to.deep.equal([
      ['skipped', `${join(folder, 'hosts')} is no git repository`],
    ]);
    git('init', '-q');
    expect(await found().catch((error: Error) => error.name)).to.equal('NotTold');
  });

  it('run nothing that the repository names', async () => {
    commit();
    const ran = join(folder, 'ran');
    for (const key of ['core.fsmonitor', 'filter.x.clean', 'filter.x.process', 'diff.external'])
      git('config', key, `touch ${ran};cat`);
    put('.gitattributes', '*.nix filter=x diff=x\n');
    put('hosts/a.nix', '{ more = 1; }');
    await found();
    expect(existsSync(ran)).to.equal(false);
  });
});
