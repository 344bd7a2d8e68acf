import { redactor, type HealthMachine } from '@nixai/api';
import type { Comparison } from '../results/report.js';

/** Where NixOS keeps the configuration that a system was built from (system.copySystemConfiguration). */
const kept = (system: string): string => `${system}/configuration.nix`;

/** Options that two systems do not set alike; undefined where not both keep what they were built from. */
export async function optionChanges(
  machine: HealthMachine,
  older: string,
  newer: string,
): Promise<Comparison['options']> {
  const [before, after] = await Promise.all([older, newer].map((one) => machine.read(kept(one))));
  if (before === undefined || after === undefined) return undefined;
  const { compareSettings } = await import('@nixai/nix');
  const changes = compareSettings(before, after);
  if (changes === undefined) return undefined;
  const { redact } = await machine.host.service(redactor);
  return changes.map(({ option, ...values }) => ({
    option,
    ...(values.before !== undefined && { before: redact(values.before).text }),
    ...(values.after !== undefined && { after: redact(values.after).text }),
  }));
}
