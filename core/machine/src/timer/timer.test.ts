import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import fc from 'fast-check';
import { calendarOf, timerModule, timerUnits, type Timer } from './index.js';

const canAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

/** Whether a line of cron fits a minute, by its words. */
function fits(line: string, date: Date): boolean {
  const values = [
    date.getUTCMinutes(),
    date.getUTCHours(),
    date.getUTCDate(),
    date.getUTCMonth() + 1,
    date.getUTCDay(),
  ];
  return line.split(' ').every((field, at) =>
    field.split(',').some((piece) => {
      const [range = '', step = '1'] = piece.split('/');
      const value = values[at] ?? 0;
      const [from = 0, to = piece.includes('/') ? 59 : from] =
        range === '*' ? [[0, 0, 1, 1, 0][at] ?? 0, 59] : range.split('-').map(Number);
      const isIn = (one: number) => one >= from && one <= to && (one - from) % Number(step) === 0;
      return isIn(value) || (at === 4 && value === 0 && isIn(7));
    }),
  );
}

/** The minutes after a point in time that a line fits. */
function next(line: string, after: Date, many: number): readonly string[] {
  const found: string[] = [];
  const date = new Date(after);
  for (let tried = 0; found.length < many && tried < 527_040; tried++) {
    date.setUTCMinutes(date.getUTCMinutes() + 1);
    if (fits(line, date)) found.push(date.toISOString().slice(0, 16));
  }
  return found;
}

const field = (least: number, most: number) => {
  const number = fc.integer({ min: least, max: most });
  const step = fc.integer({ min: 1, max: 7 });
  const range = fc
    .tuple(number, number)
    .map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`);
  const piece = fc.oneof(
    number.map(String),
    range,
    fc.tuple(range, step).map(([of, by]) => `${of}/${by}`),
  );
  return fc.oneof(
    fc.constant('*'),
    step.map((by) => `*/${by}`),
    fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(',')),
  );
};

const cron = fc
  .tuple(field(0, 59), field(0, 23), fc.boolean(), field(1, 28), field(1, 12), field(0, 7))
  .map(([minute, hour, byDay, day, month, weekday]) =>
    [minute, hour, byDay ? day : '*', month, byDay ? '*' : weekday].join(' '),
  );

const timer: Timer = {
  name: 'nixai-x',
  description: 'What 100% of "it" does',
  argv: ['/bin/echo', 'a b', '$HOME', '50%', 'c"d'],
  when: 'daily',
  environment: { HOME: '/root', ODD: 'a $b' },
  service: { Nice: '10' },
  packages: ['pkgs.nix'],
};

describe('times of a timer', () => {
  it('are taken as systemd or cron says them', () => {
    expect(calendarOf('daily')).to.equal('daily');
    expect(calendarOf('Mon *-*-* 03:00')).to.equal('Mon *-*-* 03:00');
    expect(calendarOf('0 2 * * *')).to.equal('*-*-* 02:00:00');
    expect(calendarOf('*/15 * * * *')).to.equal('*-*-* *:00,15,30,45:00');
    expect(calendarOf('30 4 * jan mon-fri')).to.equal('Mon,Tue,Wed,Thu,Fri *-01-* 04:30:00');
    expect(calendarOf('@midnight')).to.equal('daily');
  });

  it('are refused where they mean nothing, or two things', () => {
    for (const bad of [
      '60 * * * *',
      '5-1 * * * *',
      '*/0 * * * *',
      '1 2 3 4 5',
      'a; rm',
      'x\ny',
      '',
    ])
      expect(() => calendarOf(bad), bad).to.throw();
  });

  it('of cron come at the same minutes in systemd', function () {
    if (!canAnalyze) this.skip();
    const after = new Date('2026-01-31T12:00:00Z');
    fc.assert(
      fc.property(cron, (line) => {
        const wanted = next(line, after, 3);
        fc.pre(wanted.length === 3);
        const said = spawnSync(
          'systemd-analyze',
          ['calendar', '--iterations=3', '--base-time=2026-01-31 12:00:00 UTC', calendarOf(line)],
          { encoding: 'utf8', env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' } },
        );
        const found = [...said.stdout.matchAll(/(?:elapse|Iter.*): \w+ (\S+) (\d\d:\d\d)/g)];
        expect(
          found.map(([, day, time]) => `${day}T${time}`),
          `${line}: ${said.stderr}`,
        ).to.deep.equal(wanted);
      }),
      { numRuns: 60 },
    );
  }).timeout(120_000);
});

describe('units of a timer', () => {
  it('quote what is odd, so that the program gets its words', () => {
    const { service } = timerUnits(timer);
    expect(service).to.contain('ExecStart=/bin/echo "a b" $$HOME 50%% "c\\"d"');
    expect(service).to.contain('Environment="ODD=a $b"');
    expect(service).to.contain('Description=What 100%% of');
    expect(timerModule(timer)).to.contain("exec /bin/echo 'a b' '$HOME' '50%' 'c\\\"d'");
  });

  it('are of a person without what only the machine has', () => {
    expect(timerUnits({ ...timer, isUsers: true }).service).not.to.contain('network');
    expect(timerUnits(timer).service).to.contain('After=network-online.target');
  });

  it('are refused where a word would end its line', () =>
    expect(() => timerUnits({ ...timer, argv: ['/bin/echo', 'a\nExecStart=b'] })).to.throw());
});
