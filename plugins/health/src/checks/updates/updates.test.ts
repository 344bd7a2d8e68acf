import { expect } from 'chai';
import { daysAgo, look, type Fixture } from '../../testing/fixture.js';
import { age } from './age.js';
import { release } from './release.js';

const found = (readings: readonly { readonly target?: string; readonly status: string }[]) =>
  readings.map(({ target, status }) => (target === undefined ? status : `${target}: ${status}`));

describe('the release', () => {
  const os = (text: string) => ({ files: { '/etc/os-release': text } });
  for (const [text, status, summary] of [
    ['VERSION_ID="26.05"', 'ok', '26.05, with security updates until 2026-12-31'],
    ['VERSION_ID=25.11', 'major', '25.11 gets no security updates since 2026-06-30'],
    ['VERSION_ID=25.05', 'critical', '25.05 gets no security updates since 2025-12-31'],
    ['VERSION_ID=27.05', 'ok', '27.05 (unstable): follows what comes'],
    ['VERSION_ID=9', 'unknown', 'nothing is known of release "9"'],
    ['VERSION_ID=26.05\nSUPPORT_END=2026-12-05', 'minor', '26.05 ends on 2026-12-05, in 5 days'],
    [
      'VERSION_ID=26.05\nSUPPORT_END=2026-11-01',
      'major',
      '26.05 gets no security updates since 2026-11-01',
    ],
  ] as const)
    it(`${JSON.stringify(text)} is ${status}`, async () => {
      expect((await look(release, os(text)))[0]).to.deep.include({ status, summary });
    });
  it('is moved to the stable one', async () => {
    expect((await look(release, os('VERSION_ID=25.05')))[0]?.fix?.title).to.equal('Move to 26.05');
  });
  it('cannot be told without os-release', async () => {
    expect(await look(release, {}).catch((error: Error) => error.message)).to.equal(
      'there is no /etc/os-release',
    );
  });
});

describe('the age of nixpkgs', () => {
  const lock = (days: number): Fixture => ({
    files: {
      '/etc/nixos/flake.lock': JSON.stringify({
        nodes: {
          root: { inputs: { nixpkgs: 'nixpkgs_2', hm: 'hm', unstable: 'u', follows: ['nixpkgs'] } },
          nixpkgs_2: { locked: { repo: 'nixpkgs', lastModified: daysAgo(days).getTime() / 1000 } },
          u: { locked: { repo: 'nixpkgs', lastModified: daysAgo(1).getTime() / 1000 } },
          hm: { locked: { repo: 'home-manager', lastModified: 0 } },
        },
        root: 'root',
        version: 7,
      }),
    },
  });
  for (const [days, status] of [
    [29, 'ok'],
    [30, 'minor'],
    [90, 'major'],
  ] as const)
    it(`${days} days are ${status}`, async () => {
      expect(found(await look(age, lock(days)))).to.deep.equal([
        `nixpkgs: ${status}`,
        'unstable: ok',
      ]);
    });
  it('is that of the channels where there is no lock, and only then can they be updated by us', async () => {
    const per = '/nix/var/nix/profiles/per-user/root';
    const files = {
      [`${per}/channels`]: { link: 'channels-7-link' },
      [`${per}/channels-7-link`]: { link: '/nix/store/x', made: daysAgo(100) },
    };
    const [reading] = await look(age, { files });
    expect(reading).to.deep.include({ status: 'major', target: 'channels of root', value: 100 });
    expect(reading?.fix?.safe).to.deep.equal({ kind: 'update-channels' });
    expect((await look(age, lock(100)))[0]?.fix?.safe).to.equal(undefined);
  });
  it('is unknown where there is neither, or the lock is none', async () => {
    expect(found(await look(age, {}))).to.deep.equal(['unknown']);
    for (const text of [
      '{',
      '[]',
      '{"nodes":7}',
      '{"nodes":{"root":{"inputs":{"nixpkgs":["a"]}}}}',
    ])
      expect(
        found(await look(age, { files: { '/etc/nixos/flake.lock': text } })),
        text,
      ).to.deep.equal(['unknown']);
  });
});
