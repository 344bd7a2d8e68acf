import type { Infer } from '@nixai/api';
import type { configurationSchema, ShownGroup, ShownMachine } from '../results/machine.js';
import { expandGroup } from './groups.js';
import type { Fleet, KnownMachine } from './load.js';
import type { Machine } from './machine.js';

/** A machine with all that its registries say and imply. */
export function describeMachine(fleet: Fleet, machine: KnownMachine): ShownMachine {
  return {
    ...machine,
    groups: [...fleet.groups.keys()].filter((group) => isIn(fleet, machine.name, group)),
    configuration: configurationOf(machine),
  };
}

/** What a machine's configuration is: a flake output before a file before what lies on it. */
export function configurationOf(machine: Machine): Infer<typeof configurationSchema> {
  const { flake, config, nixosPath, name } = machine;
  if (flake !== undefined)
    return { kind: 'flake', of: flake.includes('#') ? flake : `${flake}#${name}` };
  if (config !== undefined) return { kind: 'file', of: config };
  if (nixosPath !== undefined) return { kind: 'on-machine', of: nixosPath };
  return { kind: 'unknown' };
}

export function describeGroups(fleet: Fleet): readonly ShownGroup[] {
  const names = new Set(fleet.machines.keys());
  return [...fleet.groups.values()].map(({ name, members }) => ({
    name,
    members,
    machines: expandGroup(name, fleet.groups, names).machines,
  }));
}

const isIn = (fleet: Fleet, name: string, group: string): boolean =>
  expandGroup(group, fleet.groups, new Set(fleet.machines.keys())).machines.includes(name);
