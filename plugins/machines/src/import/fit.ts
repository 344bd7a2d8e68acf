import { fields, type Group } from '../registry/machine.js';
import type { MachineEntry } from '../registry/read.js';
import { machineNameFault, nameFault } from '../registry/words.js';
import type { Found } from './found.js';

/** Only what may stand in a registry; the rest is said. */
export function fit({ machines, groups, left }: Found): Found {
  const said = [...left];
  const kept: MachineEntry[] = [];
  for (const machine of machines) {
    const wrong = machineNameFault(machine.name);
    if (wrong !== undefined) {
      said.push(`${machine.name}: the name ${wrong}`);
      continue;
    }
    const entry: Record<string, unknown> = { name: machine.name };
    for (const { key, property, type, fault } of fields) {
      const value: unknown = machine[property];
      if (value === undefined || value === null || value === '') continue;
      // A file of Nix may say anything in its place.
      const isFit = typeof value === (type === 'integer' ? 'number' : 'string');
      const why = isFit
        ? fault?.(`${value as string | number}`)
        : `is no ${type === 'integer' ? 'number' : 'text'}`;
      if (why === undefined) entry[property] = value;
      else said.push(`${machine.name}: ${key} ${JSON.stringify(value)} ${why}`);
    }
    const tags = textsIn(machine.tags).filter((tag) => {
      const odd = nameFault(tag);
      if (odd !== undefined) said.push(`${machine.name}: the tag ${JSON.stringify(tag)} ${odd}`);
      return odd === undefined;
    });
    if (tags.length > 0) entry.tags = tags;
    if (entry.host === undefined) said.push(`${machine.name}: it has no host`);
    else kept.push(entry as unknown as MachineEntry);
  }
  const names = new Set([...kept, ...groups].map(({ name }) => name));
  const keptNames = new Set(kept.map(({ name }) => name));
  const fitting: Group[] = groups
    .filter(({ name }) => {
      const why = nameFault(name) ?? (keptNames.has(name) ? 'is the name of a machine' : undefined);
      if (why !== undefined) said.push(`group ${name}: the name ${why}`);
      return why === undefined;
    })
    .map(({ name, members }) => ({
      name,
      members: [...new Set(members)].filter((member) => names.has(member) && member !== name),
    }));
  return { machines: kept, groups: fitting, left: said };
}

/** The texts of what should be a list of them. */
export const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
