import { getEventListeners } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { files, type FileService, type Host } from '@nixai/api';
import { createTestHost, errorCode, plainView } from '@nixai/api/testing';
import { alertText, renderPerformance } from '../render/performance.js';
import { createConnections } from '../ssh/connections.js';
import { hasSshd, SshWorld } from '../testing/sshServer.js';
import { watchingOf } from './flags.js';
import { Hope } from './hope.js';
import { secondsOf } from './period.js';
import { metrics } from './probe.js';
import { readReading } from './reading.js';
import { valuesBetween, type Values } from './sample.js';
import { forgetOld, Keeper, readSamples } from './store.js';
import { Tally } from './tally.js';
import { thresholdsOf, valueFor } from './thresholds.js';
import { watchMachine } from './watch.js';

/** As Linux 6.1 answers, with what counts the same bytes again. */
const said = (
  seconds: number,
  busy: number,
  more: { oom?: number; bytes?: number } = {},
): string => {
  const { oom = 2, bytes = 0 } = more;
  const sectors = bytes / 512;
  return `== uptime
${1000 + seconds}.25 1200.0
== stat
cpu  ${100 + busy} 0 0 ${900 - busy + 200 * seconds} 0 0 0 0 50 0
== loadavg
1.25 0.80 0.40 2/300 4242
== meminfo
MemTotal:        8000000 kB
MemAvailable:    2000000 kB
SwapTotal:       1000000 kB
SwapFree:         750000 kB
== vmstat
oom_kill ${oom}
== diskstats
   8       0 sda 10 0 ${1000 + sectors} 5 10 0 ${2000 + 2 * sectors} 5 0 0 0
   8       1 sda1 10 0 ${1000 + sectors} 5 10 0 ${2000 + 2 * sectors} 5 0 0 0
 253       0 dm-0 10 0 ${1000 + sectors} 5 10 0 ${2000 + 2 * sectors} 5 0 0 0
== df
Filesystem     1024-blocks    Used Available Capacity Mounted on
/dev/sda1          1000000  300000    700000      30% /
/dev/sdb1          1000000  850000     50000      95% /srv/with space
tmpfs                 1000    1000         0     100% /run
== net/dev
Inter-|   Receive                                                |  Transmit
    lo: 999999 1 0 0 0 0 0 0 999999 1 0 0 0 0 0 0
  eth0: ${5000 + bytes} 1 0 0 0 0 0 0 ${7000 + 3 * bytes} 1 0 0 0 0 0 0
vethab: ${bytes} 1 0 0 0 0 0 0 ${bytes} 1 0 0 0 0 0 0
== end
`;
};

const values = (seconds: number, busy: number, more?: { oom?: number; bytes?: number }): Values => {
  const [before, now] = [readReading(said(0, 0)), readReading(said(seconds, busy, more))];
  if (before === undefined || now === undefined) throw new Error('not read');
  return valuesBetween(before, now);
};

describe('what a machine does', () => {
  it('is the difference of two readings by its own clock, each byte counted once', () =>
    expect(values(10, 500, { oom: 3, bytes: 10_240 })).to.deep.equal({
      ...{ cpu: 25, load: 1.25, memory: 75, swap: 25, disk: 94.4, fullest: '/srv/with space' },
      ...{ read: 1024, written: 2048, received: 1024, sent: 3072, killed: 1 },
    }));

  it('has no rates over a restart, and what is the case now all the same', () => {
    const [before, after] = [
      readReading(said(500, 0, { bytes: 999 * 512 })),
      readReading(said(0, 0)),
    ];
    if (before === undefined || after === undefined) throw new Error('not read');
    expect(valuesBetween(before, after)).to.deep.equal({
      ...{ load: 1.25, memory: 75, swap: 25, disk: 94.4, fullest: '/srv/with space' },
    });
  });

  it('is nothing where its words are cut off, or are none', () => {
    const whole = said(1, 1);
    fc.assert(
      fc.property(fc.nat(whole.length - 2), (at) => {
        expect(readReading(whole.slice(0, at))).to.equal(undefined);
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const text = `== uptime\n5 6\n== stat\n${one}\n== df\n${other}\n== net/dev\n${one}\n== end\n`;
        const now = readReading(text);
        fc.pre(now !== undefined);
        for (const value of Object.values(valuesBetween(now, now)))
          expect(typeof value === 'string' || Number.isFinite(value)).to.equal(true);
      }),
    );
  });
});

describe('thresholds', () => {
  const of = (text: string) => thresholdsOf([text], metrics);
  it('are percent, a load, or bytes', () => {
    expect(
      of('cpu>80%, load>4,network>1.5MB/s').map(({ of: name, above }) => [name, above]),
    ).to.deep.equal([
      ['cpu', 80],
      ['load', 4],
      ['network', 1.5e6],
    ]);
    expect(of('network > 2KiB').map(({ above }) => above)).to.deep.equal([2048]);
    const [network] = of('network>1');
    expect(network && valueFor(network, { received: 2, sent: 3 })).to.equal(5);
    expect(network && valueFor(network, { cpu: 3 })).to.equal(undefined);
  });
  it('are refused where they can never be passed, or mean nothing', async () => {
    for (const bad of [
      'cpu',
      'cpu<80%',
      'cpu>100%',
      'cpu>5MB/s',
      'load>3%',
      'network>3%',
      'fan>3',
      'cpu>1e3',
    ])
      expect(await errorCode(() => of(bad)), bad).to.equal('usage');
    expect(await errorCode(() => thresholdsOf(['disk>80%'], ['cpu']))).to.equal('usage');
  });
  it('stand beside times that are times, and metrics that there are', async () => {
    expect(['90s', '15m', '24h', '30d', '2w'].map((text) => secondsOf(text, 'x'))).to.deep.equal([
      90, 900, 86_400, 2_592_000, 1_209_600,
    ]);
    const usual = { metrics: 'disk,cpu', duration: '1m', every: '5s' };
    expect(watchingOf(usual).metrics).to.deep.equal(['cpu', 'disk']);
    for (const bad of [
      { duration: '0s' },
      { duration: 'm' },
      { every: '2m' },
      { metrics: 'fan' },
      { metrics: '' },
    ])
      expect(await errorCode(() => watchingOf({ ...usual, ...bad })), JSON.stringify(bad)).to.equal(
        'usage',
      );
  });
});

describe('the course of a value', () => {
  it('is told by 40 points at most, whatever its length, and lies between its bounds', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.nat(100)), { minLength: 1 }),
        (rounds, samples) => {
          const tally = new Tally(rounds);
          for (const [round, cpu] of samples) tally.take({ cpu }, Math.min(round, rounds));
          const [course] = tally.courses();
          if (course === undefined) throw new Error('none');
          const all = samples.map(([, cpu]) => cpu);
          expect([course.low, course.high, course.last]).to.deep.equal([
            Math.min(...all),
            Math.max(...all),
            all.at(-1),
          ]);
          expect(course.trend.length).to.be.within(1, Math.min(40, rounds));
          for (const one of course.trend)
            if (one !== null) expect(one).to.be.within(course.low, course.high);
        },
      ),
    ));

  it('has a point for each look of a short one', () => {
    const tally = new Tally(4);
    [10, 20, 30].forEach((cpu, at) => tally.take({ cpu }, at + 1));
    expect(tally.courses()[0]?.trend).to.deep.equal([10, 20, 30]);
  });
});

describe('what was measured', () => {
  let state: string;
  let host: Host;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'nixai-performance-'));
    // The part of the real one that is asked for here.
    const plain = {
      async write(path: string, text: string) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      },
      remove: async (path: string) => rmSync(path),
    } as unknown as FileService;
    host = createTestHost({ paths: { state }, services: [[files, plain]] });
  });
  afterEach(() => rmSync(state, { recursive: true, force: true }));

  it('is kept by the hour, read from a time on, and forgotten after 35 days', async () => {
    const at = Date.UTC(2026, 10, 30, 11, 59, 58);
    const keeper = new Keeper(host, 'web1');
    for (let second = 0; second < 4; second++)
      await keeper.take({ at: at + 1000 * second, cpu: second });
    await keeper.write();
    const folder = join(state, 'machines/performance/web1');
    expect(readdirSync(folder)).to.have.length(2);
    writeFileSync(join(folder, '20261130T11-aaaaaa.json'), '{"samples":[{"at":"x"},{"at":1e999}]}');
    writeFileSync(join(folder, '20261130T12-aaaaaa.json'), 'no json');
    const read = await readSamples(host, 'web1', at + 1000);
    expect(read.map(({ cpu }) => cpu)).to.deep.equal([1, 2, 3]);
    await forgetOld(host, 'web1', at + 34 * 86_400_000);
    expect(await readSamples(host, 'web1', 0)).to.have.length(4);
    await forgetOld(host, 'web1', at + 37 * 86_400_000);
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});

describe('measuring over a real sshd', function () {
  let world: SshWorld;
  before(function () {
    if (!hasSshd) this.skip();
    world = new SshWorld();
  });
  after(() => world?.close());

  it('goes on by one connection, asks anew where that is lost, and ends when it is interrupted', async () => {
    const server = await world.serve('web1');
    const machine = server.machine();
    const connections = createConnections({
      machines: new Map([[machine.name, machine]]),
      home: world.home,
    });
    const stop = new AbortController();
    const told: string[] = [];
    const listening: number[] = [];
    const pace = { every: 0.05, duration: 3600, metrics } as const;
    try {
      await watchMachine(connections, machine, pace, stop.signal, {
        take: async ({ memory, cpu }) => {
          setImmediate(() => listening.push(getEventListeners(stop.signal, 'abort').length));
          told.push(memory !== undefined && (cpu ?? 0) <= 100 ? 'sample' : 'odd');
          if (told.length === 1) server.cut();
          if (told.filter((one) => one === 'sample').length === 2) server.close();
        },
        answer: () => undefined,
        miss: (fault) => {
          told.push(fault?.code ?? 'odd');
          if (told.filter((one) => one === 'sample').length >= 2) stop.abort();
        },
      });
    } finally {
      connections.close();
    }
    // What was cut between two looks is made anew and costs no sample; what is gone is told.
    expect(told.filter((one) => one === 'sample')).to.have.length(2);
    // With many machines Node would take these for a leak.
    expect(listening).to.deep.equal([0, 0]);
    expect(told.at(-1)).to.be.oneOf(['machine-unreachable', 'connection-lost']);
    expect(told).not.to.include('odd');
  });
});

describe('machines of which none answers', () => {
  it('are given up after three looks, and not where one has answered or all are refused', () => {
    const silent = new Hope(2);
    silent.ended('refused');
    for (let look = 1; look <= 3; look++) {
      expect(silent.signal.aborted, String(look)).to.equal(false);
      silent.lost('gone');
    }
    expect(silent.signal.aborted).to.equal(true);
    const one = new Hope(2);
    one.answered('web1');
    for (let look = 0; look < 9; look++) ['web1', 'gone'].forEach((name) => one.lost(name));
    one.ended('web1');
    expect(one.signal.aborted).to.equal(false);
    const refused = new Hope(1);
    refused.ended('refused');
    expect(refused.signal.aborted).to.equal(false);
  });

  it('are shown with the cause, and what to do', () => {
    const fault = { code: 'x', what: 'the key is not known', why: 'it shows K', hint: 'ssh web1' };
    const none = { name: 'web1', host: 'h', samples: 0, missed: 1, courses: [], over: [], fault };
    const result = { from: '', to: '', every: 1, interrupted: false, unanswered: true };
    const text = renderPerformance({ ...result, machines: [none] }, false, plainView);
    expect(text).to.contain('asked once in vain: the key is not known\n  it shows K\n  → ssh web1');
    expect(text).to.contain('nixai machines status');
  });
});

describe('how measures are shown', () => {
  const course = (of: 'cpu' | 'received', high: number) =>
    ({ of, low: 0, mean: 12.345, high, last: 1, trend: [0, null, high] }) as const;
  const machine = (name: string) => ({
    ...{
      name,
      host: '10.0.0.1',
      samples: 3,
      missed: 0,
      courses: [course('cpu', 100), course('received', 2 ** 21)],
    },
    ...{ killed: 1, over: [{ threshold: 'cpu>80%', samples: 1, highest: 100 }] },
  });
  const shown = (names: readonly string[]) =>
    renderPerformance(
      {
        from: '',
        to: '',
        every: 1,
        interrupted: true,
        unanswered: false,
        machines: names.map(machine),
      },
      false,
      plainView,
    );

  it('fits a terminal, says what was passed, and is a line a machine where there are many', () => {
    const one = shown(['web1']);
    expect(one).to.match(/cpu +0 % +12\.3 % +100 % +▁ █/);
    expect(one).to.match(/network in +0 B\/s +12 B\/s +2\.0 MiB\/s/);
    expect(one).to.contain('web1: cpu>80% in 1 of 3 samples, 100 at most');
    expect(one).to.contain('the kernel killed 1 for memory').and.to.contain('Interrupted');
    const many = shown(['a', 'b', 'c', 'd']);
    expect(many.split('\n').filter((line) => /^[a-d] +3 +100 %/.test(line))).to.have.length(4);
    for (const line of `${one}\n${many}`.split('\n')) expect(line.length, line).to.be.below(81);
  });

  it('tells at once what was passed and who is gone', () => {
    const event = { machine: 'web1', time: '2026-11-30T11:22:33.000Z' } as const;
    expect(alertText({ ...event, kind: 'sample' })).to.equal(undefined);
    expect(alertText({ ...event, kind: 'over', threshold: 'cpu>80%', value: 93 })).to.equal(
      '11:22:33 web1: cpu>80%: 93',
    );
  });
});
