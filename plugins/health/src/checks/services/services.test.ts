import { expect } from 'chai';
import { look, today, type Fixture } from '../../testing/fixture.js';
import { failed } from './failed.js';
import { flapping } from './flapping.js';
import { killed } from './killed.js';
import { unitMemory } from './memory.js';
import { state } from './state.js';
import { timers } from './timers.js';

const listed = (...units: readonly string[]) =>
  JSON.stringify(units.map((unit) => ({ unit, load: 'loaded', active: 'failed', sub: 'failed' })));
const statuses = (readings: readonly { readonly status: string }[]) =>
  readings.map(({ status }) => status);

describe('failed units', () => {
  const machine = (unit: string, ...more: NonNullable<Fixture['programs']>): Fixture => ({
    programs: [
      {
        argv: ['systemctl', 'list-units', '--all', '--output=json', '--state=failed'],
        stdout: listed(unit),
      },
      {
        argv: ['systemctl', 'show'],
        stdout: `Id=${unit}\nResult=exit-code\nExecMainStatus=3\nInactiveEnterTimestamp=Sun 2026-11-29 10:00:00 UTC\n`,
      },
      ...more,
    ],
  });
  const said = { argv: ['journalctl'], stdout: 'bind() to 0.0.0.0:80 failed\n' };

  it('are told with why they failed, and what they said last', async () => {
    const [reading] = await look(failed, machine('nginx.service', said));
    expect(reading).to.deep.include({
      status: 'major',
      target: 'nginx.service',
      summary: 'exit-code 3, since Sun 2026-11-29 10:00:00 UTC',
      evidence: ['bind() to 0.0.0.0:80 failed'],
    });
    expect(reading?.fix?.safe).to.deep.equal({ kind: 'restart-unit', unit: 'nginx.service' });
  });

  it('are told without their journal where nobody may read it', async () => {
    const [reading] = await look(failed, machine('nginx.service'));
    expect(reading).to.deep.include({ status: 'major', evidence: [] });
  });

  it('are critical, and not started again by us, where the machine hangs on them', async () => {
    const [reading] = await look(failed, machine('sshd.service', said));
    expect(reading?.status).to.equal('critical');
    expect(reading?.fix?.safe).to.equal(undefined);
  });

  it('are only started again where they are services', async () => {
    const [reading] = await look(failed, machine('home.mount', said));
    expect(reading?.fix?.safe).to.equal(undefined);
  });

  it('are counted where there are many', async () => {
    const units = Array.from({ length: 13 }, (_one, at) => `job${at}.service`);
    const readings = await look(failed, {
      programs: [
        { argv: ['systemctl', 'list-units'], stdout: listed(...units) },
        { argv: ['systemctl', 'show'], stdout: '' },
      ],
    });
    expect(readings).to.have.length(11);
    expect(readings.at(-1)?.summary).to.equal(
      '3 more units failed: job10.service job11.service job12.service',
    );
  });

  it('are none', async () => {
    const programs = [
      {
        argv: ['systemctl', 'list-units', '--all', '--output=json', '--state=failed'],
        stdout: '[]',
      },
      { argv: ['systemctl', 'list-units'], stdout: listed('a.service', 'b.service') },
    ];
    expect(await look(failed, { programs })).to.deep.equal([
      { status: 'ok', summary: 'none; 2 services running', value: 0, unit: '' },
    ]);
  });
});

describe('the state of systemd', () => {
  for (const [said, status] of [
    ['running', 'ok'],
    ['degraded', 'minor'],
    ['maintenance', 'critical'],
    ['starting', 'unknown'],
    ['', 'unknown'],
    ['offline', 'unknown'],
  ] as const)
    it(`"${said}" is ${status}`, async () => {
      const programs = [
        {
          argv: ['systemctl', 'is-system-running'],
          stdout: `${said}\n`,
          code: said === 'running' ? 0 : 1,
        },
      ];
      expect(statuses(await look(state, { programs }))).to.deep.equal([status]);
    });
});

describe('services that are started again and again', () => {
  for (const [restarts, status] of [
    ['2', 'ok'],
    ['3', 'minor'],
    ['19', 'minor'],
    ['20', 'major'],
  ] as const)
    it(`${restarts} times are ${status}`, async () => {
      const programs = [
        { argv: ['systemctl', 'list-units'], stdout: listed('a.service') },
        { argv: ['systemctl', 'show'], stdout: `Id=a.service\nNRestarts=${restarts}\n` },
      ];
      expect(statuses(await look(flapping, { programs }))).to.deep.equal([status]);
    });
});

describe('the memory of services', () => {
  const machine = (shown: string): Fixture => ({
    programs: [
      { argv: ['systemctl', 'list-units'], stdout: listed('a.service') },
      { argv: ['systemctl', 'show'], stdout: `Id=a.service\n${shown}\n` },
    ],
  });
  it('is held against their own limit, the lower one', async () => {
    const [reading] = await look(
      unitMemory,
      machine('MemoryCurrent=950\nMemoryMax=2000\nMemoryHigh=1000'),
    );
    expect(reading).to.deep.include({ status: 'minor', target: 'a.service', value: 95 });
  });
  it('is in order below it', async () => {
    expect(
      statuses(await look(unitMemory, machine('MemoryCurrent=500\nMemoryMax=1000'))),
    ).to.deep.equal(['ok']);
  });
  it('is not judged without one', async () => {
    const [reading] = await look(
      unitMemory,
      machine(
        'MemoryCurrent=18446744073709551615\nMemoryMax=infinity\nMemoryHigh=18446744073709551615',
      ),
    );
    expect(reading).to.deep.include({ status: 'ok', summary: '0 with a limit, each below it' });
  });
});

describe('timers', () => {
  const next = (hours: number) => (today.getTime() - hours * 60 * 60 * 1000) * 1000;
  const machine = (value: unknown): Fixture => ({
    programs: [
      {
        argv: ['systemctl', 'list-timers'],
        stdout: JSON.stringify([{ next: value, unit: 'backup.timer' }]),
      },
    ],
  });
  it('that should have run two hours ago are told', async () => {
    const [reading] = await look(timers, machine(next(2)));
    expect(reading).to.deep.include({
      status: 'minor',
      target: 'backup.timer',
      summary: 'should have run at 2026-11-29 10:00 UTC',
    });
  });
  it('are in order where they are late by minutes, or will run, or go by no clock', async () => {
    for (const value of [next(0.5), next(-5), 0, null, 2 ** 64])
      expect(statuses(await look(timers, machine(value))), String(value)).to.deep.equal(['ok']);
  });
});

describe('programs that were killed for memory', () => {
  const line = 'Out of memory: Killed process 4711 (chromium) total-vm:1kB';
  for (const [lines, code, status] of [
    [[], 1, 'ok'],
    [[line], 0, 'minor'],
    [[line, line, line], 0, 'major'],
    [['oom-kill:constraint=CONSTRAINT_NONE', line], 0, 'minor'],
  ] as const)
    it(`${lines.length} lines are ${status}`, async () => {
      const programs = [
        {
          argv: ['journalctl', '--dmesg', '--lines=1'],
          stdout: '{"MESSAGE":"Linux version 6.12"}',
        },
        { argv: ['journalctl'], stdout: lines.join('\n'), code },
      ];
      expect(statuses(await look(killed, { programs }))).to.deep.equal([status]);
    });
  it('are unknown to who may not read the journal of the kernel', async () => {
    const stderr = 'Hint: You are currently not seeing messages from other users and the system.';
    expect(
      statuses(await look(killed, { programs: [{ argv: ['journalctl'], code: 1, stderr }] })),
    ).to.deep.equal(['unknown']);
  });
  it('are unknown where the kernel has no journal', async () => {
    expect(
      statuses(await look(killed, { programs: [{ argv: ['journalctl'], code: 1 }] })),
    ).to.deep.equal(['unknown']);
  });
});
