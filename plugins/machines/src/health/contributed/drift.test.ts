import { expect } from 'chai';
import { driftOf, type DriftMonitor } from './drift.js';

const now = new Date('2026-11-30T12:00:00Z');
const monitor = (more: Partial<DriftMonitor>): DriftMonitor => ({
  ...{ name: 'drift', check: 'drift', ran: '2026-11-30T03:00:00Z', findings: [], unseen: [] },
  ...more,
});
const found = (
  machine: string,
  severity: 'critical' | 'high' | 'medium' | 'low',
  summary: string,
): DriftMonitor['findings'][number] => ({
  ...{ machine, severity, summary, id: summary, since: '2026-11-29T03:00:00Z' },
});
const told = (...monitors: readonly DriftMonitor[]): string[] =>
  driftOf(monitors, now).map(
    ({ status, target = '', summary }) => `${status} ${target}: ${summary}`,
  );

describe('drift of machines', () => {
  it('is what monitors found last, by machine and by the worst of it', () => {
    const findings = [
      found('web1', 'low', '/etc/motd is a file'),
      found('web1', 'high', 'root may log in'),
      found('db1', 'critical', 'another system runs'),
    ];
    expect(told(monitor({ findings }))).to.deep.equal([
      'major web1: 2 things are not as deployed: /etc/motd is a file',
      'critical db1: one thing is not as deployed: another system runs',
    ]);
    const [first] = driftOf([monitor({ findings })], now);
    expect(first?.evidence).to.include('high: root may log in (since 2026-11-29)');
  });

  it('is nothing where nothing was found, and of no interest where nobody looks', () => {
    expect(told(monitor({}))).to.deep.equal([
      'ok : no machine differs from what it was deployed as',
    ]);
    expect(told()).to.deep.equal([]);
    expect(told(monitor({ check: 'health', findings: [found('a', 'high', 'x')] }))).to.deep.equal(
      [],
    );
  });

  it('is unknown where it was not looked at, or long ago', () => {
    const unseen = [{ machine: 'web2', since: '2026-11-20T03:00:00Z' }];
    expect(told(monitor({ unseen }))).to.deep.equal([
      'unknown web2: it could not be looked at since 2026-11-20',
    ]);
    expect(
      told(monitor({ ran: '2026-11-01T03:00:00Z', findings: [found('a', 'low', 'x')] })),
    ).to.deep.equal(['unknown drift: the monitor last looked 29 days ago']);
    const { ran: _, ...never } = monitor({});
    expect(told(never)).to.deep.equal(['unknown drift: the monitor has not looked yet']);
  });
});
