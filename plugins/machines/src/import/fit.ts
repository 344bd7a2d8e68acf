import { fields, type Group } from '../registry/machine.js';
import type { MachineEntry } from '../registry/read.js';
import { nameFault } from '../registry/words.js';
import type { Found } from './found.js';

/** Only what may stand in a registry; the rest is said. */
export function fit({ machines, groups, left }: Found): Found {
  const said = [...left];
  const kept: MachineEntry[] = [];
  for (const machine of machines) {
    const wrong = nameFault(machine.name);
    if (wrong !== undefined) {
      said.push(`${machine.name}: the name ${wrong}`);
      continue;
    }
    const entry: Record<string, unknown> = { name: machine.name };
    for (const { key, property, fault } of fields) {
      const value = machine[property];
      if (value === undefined || value === '') continue;
      const why = fault?.(String(value));
      if (why === undefined) entry[property] = value;
      else said.push(`${machine.name}: ${key} "${String(value)}" ${why}`);
    }
    const tags = machine.tags?.filter((tag) => nameFault(tag) === undefined);
    if (tags !== undefined && tags.length > 0) entry.tags = tags;
    if (entry.host === undefined) said.push(`${machine.name}: it has no host`);
    else kept.push(entry as unknown as MachineEntry);
  }
  const names = new Set([...kept, ...groups].map(({ name }) => name));
  const fitting: Group[] = groups
    .filter(({ name }) => nameFault(name) === undefined && !kept.some((one) => one.name === name))
    .map(({ name, members }) => ({
      name,
      members: [...new Set(members)].filter((member) => names.has(member) && member !== name),
    }));
  return { machines: kept, groups: fitting, left: said };
}
