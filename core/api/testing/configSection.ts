import type { ConfigSection } from '@nixai/api';

/** What is wrong with a section of the configuration, one sentence each; empty if nothing is. */
export function checkConfigSection<T>(section: ConfigSection<T>): readonly string[] {
  const { name, describe, defaults, secretKeys = [], projectKeys = [] } = section;
  const faults: string[] = [];
  if (!/^[a-z][a-z0-9_-]*$/.test(name)) faults.push('the name is not in lower case');
  const checked = section.validate(defaults);
  if (!checked.ok)
    faults.push(
      `its own defaults are refused: ${checked.faults[0]?.message ?? 'no fault is said'}`,
    );
  // What is validated is merged over the defaults: always a map, of whatever a person wrote.
  for (const key of Object.keys(describe).filter((one) => /^[^.*]+$/.test(one)))
    for (const odd of [null, 'text', 7, [null], { odd: [] }]) {
      try {
        section.validate({ ...defaults, [key]: odd });
      } catch {
        faults.push(`validate throws for ${key}: ${JSON.stringify(odd)}, and should name a fault`);
      }
    }
  for (const [key, text] of Object.entries(describe))
    if (text.trim() === '') faults.push(`${key} has no description`);
  for (const key of [...secretKeys, ...projectKeys])
    if (!(key in describe)) faults.push(`${key} is not described`);
  return faults.map((fault) => `section ${name}: ${fault}`);
}
