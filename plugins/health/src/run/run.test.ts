import { expect } from 'chai';
import { healthChecks, type HealthCheck, type HealthNeed, type HealthReading } from '@nixai/api';
import { errorCode, recordedTasks } from '@nixai/api/testing';
import { checks } from '../checks/index.js';
import type { HealthResult } from '../results/report.js';
import { withMachine, type Fixture } from '../testing/fixture.js';
import { explained } from './explained.js';
import { runChecks } from './run.js';
import { selectChecks } from './select.js';
import { countsOf, worstOf } from './status.js';

const check = (
  run: () => Promise<readonly HealthReading[]>,
  more: Partial<HealthCheck> = {},
): HealthCheck => ({
  id: 'test.one',
  title: 'One',
  group: 'disk',
  about: 'A test.',
  levels: { minor: 'sometimes' },
  run,
  ...more,
});
const run = (
  one: HealthCheck,
  fixture: Fixture = {},
  timeout?: number,
): Promise<readonly HealthResult[]> =>
  withMachine(fixture, async (machine) =>
    recordedTasks().run('looking', async (task) =>
      runChecks(machine, [{ check: one }], { thresholds: {}, timeout }, task),
    ),
  );

describe('running checks', () => {
  it('takes what a check throws for unknown, with the reason', async () => {
    const [result] = await run(
      check(async () => {
        throw new Error('no idea\n at once');
      }),
    );
    expect(result).to.deep.include({ status: 'unknown', summary: 'no idea' });
  });

  it('takes a check that never answers for unknown', async () => {
    const [result] = await run(check(() => new Promise(() => {}), { deadline: 20 }));
    expect(result).to.deep.include({ status: 'unknown', summary: 'no answer within 0.02 s' });
  });

  it('gives each check as long as a person says, whatever it takes itself', async () => {
    const slow = check(() => new Promise(() => {}), { deadline: 60_000 });
    const [result] = await run(slow, {}, 10);
    expect(result).to.deep.include({ status: 'unknown', summary: 'no answer within 0.01 s' });
  });

  const lacking: readonly (readonly [HealthNeed, Fixture, string])[] = [
    ['running', { live: false }, 'only a machine that runs can be asked'],
    ['systemd', {}, 'systemd does not run here'],
    ['nixos', { files: { '/etc/os-release': 'ID=debian' } }, 'this is not NixOS'],
    ['nix', {}, 'there is no Nix store here'],
    ['network', { offline: true }, 'nothing is asked over the network with --offline'],
  ];
  for (const [need, fixture, summary] of lacking)
    it(`leaves out what needs ${need}, and says why`, async () => {
      const [result] = await run(
        check(async () => [{ status: 'major', summary: 'x' }], { needs: [need] }),
        fixture,
      );
      expect(result).to.deep.include({ status: 'skipped', summary });
    });

  it('gives no Nix to paste where there is no configuration', async () => {
    const found = check(async () => [
      {
        status: 'minor',
        summary: 'x',
        fix: { title: 'a', code: 'a = 1;', language: 'nix', elsewhere: 'do it by hand' },
      },
      { status: 'minor', summary: 'y', fix: { title: 'a', code: 'a = 1;', language: 'nix' } },
    ]);
    const fixes = async (os: string) =>
      (await run(found, { files: { '/etc/os-release': os } })).map(
        ({ fix }) => fix?.code ?? fix?.title,
      );
    expect(await fixes('ID=nixos')).to.deep.equal(['a = 1;', 'a = 1;']);
    expect(await fixes('ID=debian')).to.deep.equal(['do it by hand', undefined]);
  });
});

describe('the checks', () => {
  it('are well made, each id once', async () => {
    expect(await healthChecks.check?.(checks, 'nixai')).to.deep.equal([]);
    expect(new Set(checks.map(({ id }) => id)).size).to.equal(checks.length);
    expect(checks.length).to.be.at.least(40);
  });

  it('say from where on it is how bad', () => {
    for (const one of checks)
      expect(Object.keys(explained(one, { thresholds: {} }).levels), one.id).to.not.have.length(0);
    const space = checks.find(({ id }) => id === 'disk.space');
    expect(
      explained(space as HealthCheck, { thresholds: { 'disk.space': { minor: 70 } } }).levels,
    ).to.deep.equal({
      minor: 'space in use: 70 % or more',
      major: 'space in use: 95 % or more',
      critical: 'space in use: 99 % or more',
    });
  });

  const pick = (more: Partial<Parameters<typeof selectChecks>[1]>) =>
    selectChecks(
      checks.map((one) => ({ check: one })),
      { names: [], production: false, deep: false, disabled: [], ...more },
    ).map(({ check: { id } }) => id);

  it('are chosen by profile, mode and name', () => {
    expect(pick({})).to.include('hardware.battery').and.not.include('store.db');
    expect(pick({ profile: 'server' })).to.not.include('hardware.battery');
    expect(pick({ production: true }))
      .to.include('store.db')
      .and.not.include('store.content');
    expect(pick({ deep: true })).to.include('store.content');
    expect(pick({ profile: 'developer' })).to.include('nix.features');
    expect(pick({})).to.not.include('nix.features');
    expect(pick({ disabled: ['disk.space'] })).to.not.include('disk.space');
    expect(pick({ names: ['disk.space', 'disk'] })).to.deep.equal([
      'disk.space',
      'disk.inodes',
      'disk.smart',
      'disk.pools',
    ]);
    expect(pick({ names: ['store.content'] })).to.deep.equal(['store.content']);
  });

  it('are named by the list where one is not known', async () => {
    expect(await errorCode(() => pick({ names: ['disc'] }))).to.equal('health-unknown-check');
  });
});

describe('the sum of a report', () => {
  const of = (...statuses: readonly HealthResult['status'][]) =>
    statuses.map((status) => ({ status }) as HealthResult);
  it('is the worst that is known', () => {
    expect(worstOf(of('ok', 'minor', 'unknown', 'major'))).to.equal('major');
    expect(worstOf(of('ok', 'unknown', 'skipped'))).to.equal('ok');
    expect(worstOf(of('unknown', 'skipped'))).to.equal('unknown');
    expect(worstOf(of('skipped'))).to.equal('skipped');
  });
  it('leaves out what was known', () => {
    const results = [{ status: 'critical', known: true }, { status: 'ok' }] as HealthResult[];
    expect(worstOf(results)).to.equal('ok');
    expect(countsOf(results)).to.include({ critical: 0, ok: 2 });
  });
});
