import { expect } from 'chai';
import { gib, look, type Fixture } from '../../testing/fixture.js';
import { inodes } from './inodes.js';
import { pools } from './pools.js';
import { smart } from './smart.js';
import { space } from './space.js';

const mounts = {
  '/proc/mounts':
    'a / ext4 rw 0 0\nb /nix ext4 rw 0 0\nb /nix/store ext4 ro 0 0\nc /boot vfat rw 0 0\n',
};
const used = (share: number, size = 1000 * gib) => ({
  size,
  free: size * (1 - share / 100),
  available: size * (1 - share / 100),
});
const found = (readings: readonly { readonly target?: string; readonly status: string }[]) =>
  readings.map(({ target, status }) => `${target}: ${status}`);

describe('disk space', () => {
  for (const [share, status] of [
    [84, 'ok'],
    [85, 'minor'],
    [95, 'major'],
    [99, 'critical'],
  ] as const)
    it(`${share} % in use is ${status}, each file system told once, and /boot elsewhere`, async () => {
      const full = used(share);
      const spaces = { '/': used(10), '/nix': full, '/nix/store': full, '/boot': used(99) };
      expect(found(await look(space, { files: mounts, spaces }))).to.deep.equal([
        '/: ok',
        `/nix: ${status}`,
      ]);
    });

  it('is critical with less than 1 GiB for the store, and what nothing needs can be collected', async () => {
    const [reading] = await look(space, {
      files: { '/proc/mounts': 'a / ext4' },
      spaces: { '/': used(90, 8 * gib) },
    });
    expect(reading?.status).to.equal('critical');
    expect(reading?.fix?.safe).to.deep.equal({ kind: 'collect-garbage' });
  });

  it('is as df says it: what is kept for root is no part of it', async () => {
    const [reading] = await look(space, {
      files: { '/proc/mounts': 'a / ext4' },
      spaces: { '/': { size: 100 * gib, free: 10 * gib, available: 5 * gib } },
    });
    expect(reading?.value).to.equal(95);
  });
});

describe('inodes', () => {
  for (const [left, status] of [
    [200, 'ok'],
    [150, 'minor'],
    [50, 'major'],
  ] as const)
    it(`${left} of 1000 left are ${status}`, async () => {
      const machine = {
        files: { '/proc/mounts': 'a / ext4' },
        spaces: { '/': { files: 1000, filesFree: left } },
      };
      expect(found(await look(inodes, machine))).to.deep.equal([`/: ${status}`]);
    });
  it('are nothing on a file system that makes them as needed', async () => {
    const machine = {
      files: { '/proc/mounts': 'a / btrfs' },
      spaces: { '/': { files: 0, filesFree: 0 } },
    };
    expect(await look(inodes, machine)).to.deep.equal([]);
  });
});

describe('disks themselves', () => {
  const scan = (...names: readonly string[]) => ({
    argv: ['smartctl', '--scan'],
    stdout: JSON.stringify({ devices: names.map((name) => ({ name })) }),
  });
  const passed = 'SMART overall-health self-assessment test result: PASSED\n';
  const asked = (code: number): Fixture => ({
    isRoot: true,
    programs: [scan('/dev/sda'), { argv: ['smartctl', '--health'], code, stdout: passed }],
  });
  for (const [code, status] of [
    [0, 'ok'],
    [0b100, 'ok'],
    [0b1000, 'critical'],
    [0b10000, 'major'],
    [0b10, 'unknown'],
  ] as const)
    it(`${code} is ${status}`, async () => {
      expect(found(await look(smart, asked(code)))).to.deep.equal([`/dev/sda: ${status}`]);
    });
  it('are none in a virtual machine', async () => {
    expect((await look(smart, { programs: [scan()] }))[0]?.status).to.equal('skipped');
  });
  it('tell nobody but root', async () => {
    const told = await look(smart, { programs: [scan('/dev/sda')] }).catch(
      (error: Error) => error.message,
    );
    expect(told).to.equal('only root may read what disks say of themselves');
  });
});

describe('ZFS and btrfs', () => {
  const zfs = { '/proc/mounts': 'tank/root / zfs rw 0 0\n' };
  const pool = (stdout: string): Fixture => ({
    files: zfs,
    programs: [{ argv: ['zpool', 'status', '-x'], stdout }],
  });
  it('are in order by their own word', async () => {
    expect(found(await look(pools, pool('all pools are healthy\n')))).to.deep.equal(['zfs: ok']);
  });
  it('are major where one is degraded, critical where one is gone', async () => {
    expect(found(await look(pools, pool('  pool: tank\n state: DEGRADED\n')))).to.deep.equal([
      'zfs: major',
    ]);
    expect(found(await look(pools, pool('  pool: tank\n state: UNAVAIL\n')))).to.deep.equal([
      'zfs: critical',
    ]);
  });
  it('have counted errors', async () => {
    const files = { '/proc/mounts': '/dev/sda / btrfs rw 0 0\n/dev/sda /home btrfs rw 0 0\n' };
    const stats = (count: number): Fixture => ({
      files,
      programs: [
        {
          argv: ['btrfs', 'device', 'stats'],
          stdout: `[/dev/sda].write_io_errs   0\n[/dev/sda].corruption_errs  ${count}\n`,
        },
      ],
    });
    expect(found(await look(pools, stats(0)))).to.deep.equal(['/home: ok']);
    expect(found(await look(pools, stats(7)))).to.deep.equal(['/home: major']);
  });
  it('are not everywhere', async () => {
    expect((await look(pools, { files: { '/proc/mounts': 'a / ext4' } }))[0]?.status).to.equal(
      'skipped',
    );
  });
});
