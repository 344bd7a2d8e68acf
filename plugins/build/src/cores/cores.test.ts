import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Built } from '../results/built.js';
import { coresOf, watchCores, type Look } from './cores.js';

describe('the cores that builders keep busy', () => {
  let proc: string;
  beforeEach(() => {
    proc = mkdtempSync(join(tmpdir(), 'proc-'));
    writeFileSync(join(proc, 'stat'), 'cpu  1000 0 200 9999 50 0 0 0 0 0\ncpu0 1 1 1 1\n');
  });
  afterEach(() => rmSync(proc, { recursive: true, force: true }));

  /** Times in ticks, of which Linux counts 100 a second. */
  function add(
    pid: number,
    name: string,
    children: readonly number[],
    { own = 0, ended = 0, line = name }: { own?: number; ended?: number; line?: string } = {},
  ): void {
    const folder = join(proc, String(pid));
    mkdirSync(join(folder, 'task', String(pid)), { recursive: true });
    const numbers = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, own, 0, ended, 0, 20].join(' ');
    writeFileSync(join(folder, 'stat'), `${pid} (${name}) S ${numbers}\n`);
    writeFileSync(join(folder, 'task', String(pid), 'children'), children.join(' '));
    writeFileSync(join(folder, 'cmdline'), line.replaceAll(' ', '\0'));
  }
  const seen = async (self: number): Promise<number | undefined> =>
    (await watchCores(proc, String(self))()).at(-1)?.builders;

  it('are those of the builders of a Nix without a daemon, at any depth, also of those that have ended', async () => {
    add(1, 'node', [2, 9]);
    add(2, 'nix-build', [3], { own: 5000, ended: 100 });
    add(3, 'bash', [4], { own: 10, ended: 40 });
    add(4, 'cc1 (x) y', [], { own: 250 });
    add(9, 'git', [], { own: 700 });
    expect(await seen(1)).to.equal(4);
  });

  it('are those of the one process of the daemon that works for it', async () => {
    add(1, 'node', [2]);
    add(2, 'nix', [], { own: 5000 });
    add(50, 'nix-daemon', [51, 60], { line: 'nix-daemon --daemon ' });
    add(51, 'nix-daemon', [52], { line: 'nix-daemon 2 ' });
    add(52, 'bash', [], { own: 150 });
    add(60, 'nix-daemon', [61], { line: 'nix-daemon 77 ' });
    add(61, 'bash', [], { own: 9000 });
    expect(await seen(1)).to.equal(1.5);
  });

  it('are not known where there is no /proc', async () => {
    expect(await watchCores(join(proc, 'none'), '1')()).to.deep.equal([]);
  });

  const build = (at: number, seconds: number, from?: string): Built['builds'][number] => ({
    derivation: '/nix/store/x.drv',
    outcome: 'built',
    at,
    seconds,
    phases: [],
    ...(from !== undefined && { from }),
  });
  const looks: readonly Look[] = [
    { at: 0, builders: 0, all: 100 },
    { at: 10_000, builders: 0, all: 110 },
    { at: 15_000, builders: 6, all: 118 },
    { at: 20_000, builders: 12, all: 126 },
    { at: 30_000, builders: 12, all: 136 },
  ];
  const told = (...builds: Built['builds']) => {
    const cores = coresOf(builds, looks, 0);
    return cores === undefined ? undefined : [cores.used, cores.others];
  };

  it('are told for the time of the builds alone, beside what other programs took', () => {
    expect(told(build(10, 10))).to.deep.equal([1.2, 0.4]);
    expect(told(build(10, 4), build(14, 6))).to.deep.equal([1.2, 0.4]);
  });

  it('are not told of what was too short, or built elsewhere', () => {
    expect(told(build(10, 1))).to.equal(undefined);
    expect(told(build(10, 10), build(10, 10, 'ssh://far'))).to.equal(undefined);
    expect(told(build(0, 10))).to.equal(undefined);
  });
});
