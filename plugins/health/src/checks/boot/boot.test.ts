import { expect } from 'chai';
import { daysAgo, gib, look, type Entry, type Fixture } from '../../testing/fixture.js';
import { count } from './count.js';
import { current } from './current.js';
import { entries } from './entries.js';
import { reboot } from './reboot.js';
import { rollback } from './rollback.js';
import { bootSpace } from './space.js';

const profiles = '/nix/var/nix/profiles';
const found = (readings: readonly { readonly target?: string; readonly status: string }[]) =>
  readings.map(({ target, status }) => (target === undefined ? status : `${target}: ${status}`));

/** Systems `s1`, `s2` … with a kernel each, by generation; the last is next, and runs unless said. */
function systems(
  numbers: readonly number[],
  { running = numbers.at(-1), booted = running }: { running?: number; booted?: number } = {},
): Record<string, Entry> {
  const files: Record<string, Entry> = { '/etc/NIXOS': '' };
  for (const number of numbers) {
    files[`/nix/store/s${number}/kernel`] = { link: `/nix/store/k${number}/bzImage` };
    files[`/nix/store/k${number}/bzImage`] = 'x'.repeat(1000);
    files[`/nix/store/s${number}/initrd`] = 'y'.repeat(1000);
    files[`${profiles}/system-${number}-link`] = {
      link: `/nix/store/s${number}`,
      made: daysAgo(100 - number),
    };
  }
  files[`${profiles}/system`] = { link: `system-${numbers.at(-1)}-link` };
  files['/run/current-system'] = { link: `/nix/store/s${running}`, made: daysAgo(20) };
  files['/run/booted-system'] = { link: `/nix/store/s${booted}` };
  return files;
}

describe('generations', () => {
  it('are minor from 30 on, major from 150 on', async () => {
    const many = (length: number) => systems(Array.from({ length }, (_one, at) => at + 1));
    expect(found(await look(count, { files: many(29) }))).to.deep.equal(['ok']);
    expect(found(await look(count, { files: many(30) }))).to.deep.equal(['minor']);
    expect(found(await look(count, { files: many(150) }))).to.deep.equal(['major']);
  });
  it('tell how old the oldest is', async () => {
    expect((await look(count, { files: systems([10, 11]) }))[0]?.summary).to.equal(
      '2 generations, the oldest 90 days old',
    );
  });
  it('are a way back only where an older one is whole', async () => {
    expect(found(await look(rollback, { files: systems([1, 2]) }))).to.deep.equal(['ok']);
    expect(found(await look(rollback, { files: systems([2]) }))).to.deep.equal(['minor']);
    const gone = { ...systems([2]), [`${profiles}/system-1-link`]: { link: '/nix/store/gone' } };
    expect(found(await look(rollback, { files: gone }))).to.deep.equal(['minor']);
  });
});

describe('the running system', () => {
  it('is the next one', async () => {
    const [reading] = await look(current, { files: systems([1, 2]) });
    expect(reading).to.deep.include({ status: 'ok', summary: 'generation 2 (booted)' });
  });
  it('is another than the next start takes', async () => {
    const [reading] = await look(current, { files: systems([1, 2], { running: 1 }) });
    expect(reading).to.deep.include({
      status: 'minor',
      summary: 'generation 1 runs, the next start takes generation 2',
    });
  });
  it('is unknown where nothing says it', async () => {
    expect(found(await look(current, { files: { '/etc/NIXOS': '' } }))).to.deep.equal(['unknown']);
  });
});

describe('a restart', () => {
  it('is not needed where the same kernel runs', async () => {
    expect(found(await look(reboot, { files: systems([1, 2]) }))).to.deep.equal(['ok']);
  });
  it('is due, and overdue after two weeks', async () => {
    const files = systems([1, 2], { booted: 1 });
    const [reading] = await look(reboot, { files });
    expect(reading).to.deep.include({
      status: 'major',
      summary: 'kernel, initrd changed 20 days ago',
      value: 20,
    });
    const fresh = { ...files, '/run/current-system': { link: '/nix/store/s2', made: daysAgo(0) } };
    expect(found(await look(reboot, { files: fresh }))).to.deep.equal(['minor']);
  });
  it('is unknown where nothing was booted', async () => {
    expect(found(await look(reboot, { files: { '/etc/NIXOS': '' } }))).to.deep.equal(['unknown']);
  });
});

describe('space on /boot', () => {
  const boot = (available: number): Fixture => ({
    files: { ...systems([1, 2]), '/proc/mounts': 'c /boot vfat rw 0 0' },
    spaces: { '/boot': { size: gib, free: available, available } },
  });
  for (const [left, status] of [
    [4000, 'ok'],
    [3999, 'minor'],
    [1999, 'major'],
  ] as const)
    it(`${left} bytes for a kernel and initrd of 2000 are ${status}`, async () => {
      expect(found(await look(bootSpace, boot(left)))).to.deep.equal([`/boot: ${status}`]);
    });
  it('is that of / where /boot is no file system', async () => {
    expect(found(await look(bootSpace, { files: systems([1]) }))).to.deep.equal(['skipped']);
  });
  it('is unknown where no system runs', async () => {
    const machine = { files: { '/proc/mounts': 'c /boot vfat' }, spaces: { '/boot': {} } };
    expect(found(await look(bootSpace, machine))).to.deep.equal(['/boot: unknown']);
  });
});

describe('the boot menu', () => {
  const entry = (number: number) => ({
    [`/boot/loader/entries/nixos-generation-${number}.conf`]: `title NixOS\nlinux /EFI/nixos/k${number}.efi\ninitrd /EFI/nixos/i.efi\n`,
  });
  const files = (...numbers: readonly number[]): Record<string, Entry> =>
    Object.fromEntries([
      ...numbers.map((number) => [`/boot/EFI/nixos/k${number}.efi`, 'k']),
      ['/boot/EFI/nixos/i.efi', 'i'],
    ] as [string, string][]);

  it('has the newest generation, each entry whole', async () => {
    const machine = { ...systems([1, 2]), ...entry(1), ...entry(2), ...files(1, 2) };
    expect(found(await look(entries, { files: machine }))).to.deep.equal(['ok']);
  });
  it('lacks the newest', async () => {
    const machine = { ...systems([1, 2]), ...entry(1), ...files(1) };
    expect(found(await look(entries, { files: machine }))).to.deep.equal(['generation 2: major']);
  });
  it('names files that are not there, of the newest and of an older one', async () => {
    const machine = { ...systems([1, 2]), ...entry(1), ...entry(2), ...files() };
    expect(found(await look(entries, { files: machine }))).to.deep.equal([
      'nixos-generation-1.conf: minor',
      'nixos-generation-2.conf: critical',
    ]);
  });
  it('has an entry whose generation is gone', async () => {
    const machine = { ...systems([2]), ...entry(1), ...entry(2), ...files(1, 2) };
    expect(found(await look(entries, { files: machine }))).to.deep.equal([
      'nixos-generation-1.conf: minor',
    ]);
  });
  it('is that of GRUB', async () => {
    const grub = (system: string) => ({
      ...systems([2]),
      '/boot/grub/grub.cfg': `linux ($drive1)/${system}/kernel`,
    });
    expect(found(await look(entries, { files: grub('s2') }))).to.deep.equal(['ok']);
    expect(found(await look(entries, { files: grub('s1') }))).to.deep.equal(['major']);
  });
  it('is unknown where none can be seen', async () => {
    expect(found(await look(entries, { files: systems([1]) }))).to.deep.equal(['unknown']);
  });
});
