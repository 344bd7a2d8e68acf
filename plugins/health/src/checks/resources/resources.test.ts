import { expect } from 'chai';
import { look } from '../../testing/fixture.js';
import { load } from './load.js';
import { memory, swap } from './memory.js';
import { pressure } from './pressure.js';

const meminfo = (available: number, swapTotal = 0, swapFree = 0) => ({
  files: {
    '/proc/meminfo': `MemTotal: 1000 kB\nMemAvailable: ${available} kB\nSwapTotal: ${swapTotal} kB\nSwapFree: ${swapFree} kB\n`,
  },
});
const statuses = (readings: readonly { readonly status: string }[]) =>
  readings.map(({ status }) => status);

describe('memory', () => {
  for (const [available, status] of [
    [100, 'ok'],
    [90, 'minor'],
    [40, 'major'],
  ] as const)
    it(`${available / 10} % available is ${status}`, async () => {
      expect(statuses(await look(memory, meminfo(available)))).to.deep.equal([status]);
    });
  it('cannot be told without /proc', async () => {
    expect(await look(memory, {}).catch((error: Error) => error.message)).to.equal(
      'there is no /proc/meminfo',
    );
  });
});

describe('swap', () => {
  for (const [free, status] of [
    [300, 'ok'],
    [200, 'minor'],
    [50, 'major'],
  ] as const)
    it(`${free} of 1000 left is ${status}`, async () => {
      expect(statuses(await look(swap, meminfo(900, 1000, free)))).to.deep.equal([status]);
    });
  it('is not everywhere', async () => {
    expect(statuses(await look(swap, meminfo(900)))).to.deep.equal(['skipped']);
  });
});

describe('load', () => {
  const machine = (average: number) => ({
    files: { '/proc/loadavg': `9 9 ${average} 1/2 3`, '/proc/stat': 'cpu  1\ncpu0 1\ncpu1 1\n' },
  });
  for (const [average, status] of [
    [3.9, 'ok'],
    [4, 'minor'],
    [10, 'major'],
  ] as const)
    it(`${average} on two processors is ${status}`, async () => {
      expect(statuses(await look(load, machine(average)))).to.deep.equal([status]);
    });
});

describe('pressure', () => {
  const machine = (io: number) => ({
    files: {
      '/proc/pressure/io': `some avg10=90 avg60=90 avg300=90 total=1\nfull avg10=0 avg60=0 avg300=${io} total=1\n`,
      '/proc/pressure/cpu': 'some avg10=0 avg60=0 avg300=0.5 total=1\n',
    },
  });
  for (const [io, status] of [
    [9.99, 'ok'],
    [10, 'minor'],
    [40, 'major'],
  ] as const)
    it(`${io} % is ${status}`, async () => {
      expect(statuses(await look(pressure, machine(io)))).to.deep.equal([status, 'ok']);
    });
  it('is not told by every kernel', async () => {
    expect(statuses(await look(pressure, {}))).to.deep.equal(['skipped']);
  });
});
