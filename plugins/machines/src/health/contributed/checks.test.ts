import { expect } from 'chai';
import { createHealthMachine } from '@nixai/api/testing';
import type { Deployment, HostRecord } from '../../deploy/record.js';
import { checks } from './checks.js';
import { lastOfEach, readingOf } from './lastOfEach.js';

const record = (name: string, verdict: HostRecord['verdict']): HostRecord => ({
  name,
  to: '/nix/store/b',
  verdict,
  already: false,
  log: [],
});
const deployment = (id: string, ...machines: readonly HostRecord[]): Deployment => ({
  id,
  date: '2026-11-28T10:00:00.000Z',
  by: 'ada@laptop',
  about: '',
  state: 'failed',
  machines: [...machines],
});
const statuses = (...newestFirst: readonly Deployment[]) =>
  lastOfEach(newestFirst)
    .map(readingOf)
    .map(({ target, status }) => `${target} ${status}`);

describe('deployments from here', () => {
  it('are told by what became of each machine last', () => {
    expect(
      statuses(
        deployment('3', record('web1', 'new'), record('web2', 'left')),
        deployment('2', record('web2', 'unchanged'), record('db1', 'neither')),
        deployment('1', record('web1', 'old'), record('db2', 'unfinished'), record('a', 'unknown')),
      ),
    ).to.deep.equal(['web1 ok', 'web2 minor', 'db1 critical', 'db2 major', 'a major']);
  });
});

describe('deployments to this machine', () => {
  const guard = checks.find(({ id }) => id === 'machines.guard');
  const told = (files: Readonly<Record<string, string>>) =>
    guard?.run(
      createHealthMachine({
        list: async () => [...new Set(Object.keys(files).map((path) => path.split('/')[3] ?? ''))],
        read: async (path) => files[path],
      }),
      { of: '', unit: '' },
    );
  const of = (result: string) => ({
    [`/run/nixai/20261128T100000-abc/result`]: `${result}\n`,
    '/run/nixai/20261128T100000-abc/log': 'activating\nfailed\n',
    '/run/nixai/lock/id': 'x\n',
  });

  for (const [result, status] of [
    ['done', 'ok'],
    ['rolled-back', 'minor'],
    ['boot-failed', 'major'],
    ['stuck', 'critical'],
  ] as const)
    it(`are ${status} where the guard says ${result}`, async () => {
      const [reading] = (await told(of(result))) ?? [];
      expect(reading).to.include({ status, target: '20261128T100000-abc' });
    });

  it('are nothing to tell where there was none, or it goes on', async () => {
    expect(await told({})).to.deep.equal([]);
    expect(await told(of('nonsense'))).to.deep.equal([]);
  });
});
