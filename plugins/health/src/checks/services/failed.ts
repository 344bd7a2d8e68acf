import type { HealthCheck, HealthFix, HealthMachine, HealthReading } from '@nixai/api';
import { plural } from '../../machine/fields.js';
import { NotTold } from '../../machine/unknown.js';
import { listUnits, showUnits } from './units.js';

/** So many are looked at one by one; the rest is counted. */
const most = 10;

export const failed: HealthCheck = {
  id: 'unit.failed',
  title: 'Failed units',
  group: 'services',
  about:
    'Asks systemd which units have failed, why, and what they said last. A unit that the machine cannot do without (`health.critical_units`) is critical.',
  needs: ['running', 'systemd'],
  levels: { major: 'a unit has failed', critical: 'one of `health.critical_units` has failed' },
  async run(machine) {
    const units = (await listUnits(machine, '--state=failed')).map(({ unit }) => unit);
    if (units.length === 0) {
      const active = (await listUnits(machine, '--type=service', '--state=running')).length;
      return [
        { status: 'ok', summary: `none; ${plural(active, 'service')} running`, value: 0, unit: '' },
      ];
    }
    const shown = units.slice(0, most);
    const properties = ['Result', 'ExecMainStatus', 'InactiveEnterTimestamp', 'Description'];
    // That they have failed is known; why may not be.
    const all = await showUnits(machine, shown, properties).catch((error: unknown) => {
      if (error instanceof NotTold) return [];
      throw error;
    });
    const readings = await Promise.all(
      shown.map((unit) =>
        readingOf(
          machine,
          unit,
          all.find((one) => one.get('Id') === unit),
        ),
      ),
    );
    const rest = units.slice(most);
    const more: HealthReading[] =
      rest.length === 0
        ? []
        : [
            {
              status: 'major',
              summary: `${plural(rest.length, 'more unit')} failed: ${rest.join(' ')}`,
            },
          ];
    return [...readings, ...more];
  },
};

async function readingOf(
  machine: HealthMachine,
  unit: string,
  fields: ReadonlyMap<string, string> | undefined,
): Promise<HealthReading> {
  const result = fields?.get('Result') ?? 'failed';
  const status = fields?.get('ExecMainStatus');
  const since = fields?.get('InactiveEnterTimestamp');
  const code = result === 'exit-code' && status !== undefined ? ` ${status}` : '';
  return {
    status: machine.criticalUnits.includes(unit) ? 'critical' : 'major',
    target: unit,
    summary: `${result}${code}${since === undefined || since === '' ? '' : `, since ${since}`}`,
    evidence: await lastLines(machine, unit),
    fix: fixOf(machine, unit),
  };
}

/** What a unit said last; nothing where the journal cannot be read. */
async function lastLines(machine: HealthMachine, unit: string): Promise<readonly string[]> {
  try {
    const words = ['--no-pager', '--quiet', '--lines=5', '--output=cat', `--unit=${unit}`] as const;
    const text = await machine.say(['journalctl', ...words]);
    return text.split('\n').filter((line) => line.trim() !== '');
  } catch {
    return [];
  }
}

const fixOf = (machine: HealthMachine, unit: string): HealthFix => ({
  title: 'Have the cause named',
  code: `journalctl -b -u ${unit} | nixai diagnose`,
  language: 'sh',
  // A restart is safe for what nothing else hangs on.
  ...(unit.endsWith('.service') &&
    !machine.criticalUnits.includes(unit) && { safe: { kind: 'restart-unit', unit } }),
});
