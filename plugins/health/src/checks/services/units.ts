import type { HealthMachine } from '@nixai/api';
import { fieldsOf, recordsOf, textIn } from '../../machine/fields.js';
import { NotTold } from '../../machine/unknown.js';

/** `systemctl list-units`, as JSON. */
export async function listUnits(
  machine: HealthMachine,
  ...words: readonly string[]
): Promise<readonly { readonly unit: string; readonly active: string; readonly sub: string }[]> {
  const found = await machine.json(['systemctl', 'list-units', '--all', '--output=json', ...words]);
  return recordsOf(found, 'systemctl').map((one) => ({
    unit: textIn(one, 'unit'),
    active: textIn(one, 'active'),
    sub: textIn(one, 'sub'),
  }));
}

/** What `systemctl show` says of several units: one map a unit. */
export async function showUnits(
  machine: HealthMachine,
  units: readonly string[],
  properties: readonly string[],
  ...words: readonly string[]
): Promise<readonly ReadonlyMap<string, string>[]> {
  const text = await machine.say([
    'systemctl',
    'show',
    ...words,
    `--property=${['Id', ...properties].join(',')}`,
    '--',
    ...units,
  ]);
  const shown = text
    .split(/\n\s*\n/)
    .map(fieldsOf)
    .filter((fields) => (fields.get('Id') ?? '') !== '');
  if (shown.length === 0) throw new NotTold('systemctl answered with something that are no units');
  return shown;
}

/** A number that systemd says; undefined for `[not set]`, `infinity` and its like. */
export function numberOf(text: string | undefined): number | undefined {
  const value = text === undefined || text === '' ? NaN : Number(text);
  // 2^64 - 1 is how systemd says "no limit".
  return Number.isFinite(value) && value < 2 ** 63 ? value : undefined;
}
