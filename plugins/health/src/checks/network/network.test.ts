import { expect } from 'chai';
import { NixaiError } from '@nixai/api';
import { look, type Fixture } from '../../testing/fixture.js';
import { caches } from './caches.js';
import { clock } from './clock.js';
import { names } from './names.js';

const settings = (...urls: readonly string[]) => ({
  argv: ['nix'],
  stdout: `substituters = ${urls.join(' ')}\n`,
});
const found = (readings: readonly { readonly target?: string; readonly status: string }[]) =>
  readings.map(({ target, status }) => (target === undefined ? status : `${target}: ${status}`));

describe('binary caches', () => {
  const answers: Readonly<Record<string, () => Response>> = {
    'https://good/nix-cache-info': () => new Response('StoreDir: /nix/store\nPriority: 40\n'),
    'https://shop/nix-cache-info': () => new Response('<html>'),
    'https://gone/nix-cache-info': () => new Response('', { status: 404 }),
  };
  const machine = (...urls: readonly string[]): Fixture => ({
    programs: [settings(...urls)],
    http: {
      request: async (url) => {
        const answer = answers[url];
        if (answer === undefined) throw new NixaiError({ code: 'network-timeout', what: 'late' });
        return answer();
      },
    },
  });
  it('answer', async () => {
    expect(
      found(await look(caches, machine('https://good/?priority=3', 'daemon', '/nix/other'))),
    ).to.deep.equal(['https://good: ok']);
  });
  it('are minor where one does not answer, or is none', async () => {
    const readings = await look(
      caches,
      machine('https://good', 'https://shop', 'https://gone', 'https://dead'),
    );
    expect(
      readings.map(({ summary, status }) => `${status}: ${summary.replace(/\d+ ms/, 'N ms')}`),
    ).to.deep.equal([
      'ok: answers in N ms',
      'minor: is no binary cache',
      'minor: answers with 404',
      'minor: does not answer within 3 s',
    ]);
  });
  it('are major where none answers', async () => {
    expect(found(await look(caches, machine('https://dead', 'https://gone/')))).to.deep.equal([
      'https://dead: major',
      'https://gone: major',
    ]);
  });
  it('need not be set', async () => {
    expect(found(await look(caches, machine('daemon')))).to.deep.equal(['skipped']);
  });
});

describe('names', () => {
  const knows = (...hosts: readonly string[]): Fixture => ({
    programs: [
      settings('https://a.org', 'https://b.org/x', 'https://b.org/y'),
      ...hosts.map((host) => ({ argv: ['getent', 'hosts', '--', host], stdout: '10.0.0.1' })),
      { argv: ['getent'], code: 2 },
    ],
  });
  it('are found', async () => {
    expect(found(await look(names, knows('a.org', 'b.org')))).to.deep.equal(['ok']);
  });
  it('are minor where one is not, major where none is', async () => {
    expect(found(await look(names, knows('a.org')))).to.deep.equal(['b.org: minor']);
    expect(found(await look(names, knows()))).to.deep.equal(['a.org: major', 'b.org: major']);
  });
});

describe('the clock', () => {
  for (const [said, status] of [
    ['NTP=yes\nNTPSynchronized=yes', 'ok'],
    ['NTP=yes\nNTPSynchronized=no', 'minor'],
    ['NTP=no\nNTPSynchronized=no', 'minor'],
    ['garbage', 'unknown'],
  ] as const)
    it(`${JSON.stringify(said)} is ${status}`, async () => {
      expect(
        found(await look(clock, { programs: [{ argv: ['timedatectl'], stdout: said }] })),
      ).to.deep.equal([status]);
    });
  it('is set to be kept only where nothing keeps it', async () => {
    const fix = async (said: string) =>
      (await look(clock, { programs: [{ argv: ['timedatectl'], stdout: said }] }))[0]?.fix?.code;
    expect(await fix('NTP=no\nNTPSynchronized=no')).to.equal('services.timesyncd.enable = true;');
    expect(await fix('NTP=yes\nNTPSynchronized=no')).to.equal(undefined);
  });
});
