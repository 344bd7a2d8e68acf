import type { Edit } from './edit.js';
import { isOver, type Exception } from './exception.js';
import {
  badWord,
  exceptionTaken,
  groupCircle,
  nameTaken,
  noException,
  stillUsed,
  unknownMachine,
} from './faults.js';
import { expandGroup } from './groups.js';
import type { Fleet } from './load.js';
import { fields, type Machine } from './machine.js';
import type { RegistryPlace } from './places.js';
import type { MachineEntry } from './read.js';
import { machineNameFault, nameFault, type Fault } from './words.js';

/** What is to be changed, by the file that it is changed in. */
export type Edits = ReadonlyMap<string, readonly Edit[]>;

/** @throws NixaiError `machine-word` or `machine-exists`. */
export function addMachine(fleet: Fleet, place: RegistryPlace, machine: MachineEntry): Edits {
  checkName(machine.name, machineNameFault);
  checkFields(machine);
  checkFree(fleet, machine.name);
  return new Map([[place.file, [{ kind: 'put', machine }]]]);
}

/**
 * Changes fields where the strongest file that names the machine has them.
 * @param change the new values; `undefined` takes one out.
 * @throws NixaiError `machine-unknown` or `machine-word`.
 */
export function editMachine(fleet: Fleet, name: string, change: Partial<Machine>): Edits {
  const layer = fleet.layers.findLast(({ read }) => read.machines.some((one) => one.name === name));
  const entry = layer?.read.machines.find((one) => one.name === name);
  if (layer === undefined || entry === undefined) throw unknownMachine(name, fleet.machines.keys());
  checkFields(change);
  return new Map([[layer.file, [{ kind: 'put', machine: { ...entry, ...change } }]]]);
}

/** @throws NixaiError `machine-unknown`, or `machine-in-use` where it is the way to another one. */
export function removeMachine(fleet: Fleet, name: string): Edits {
  if (!fleet.machines.has(name)) throw unknownMachine(name, fleet.machines.keys());
  const through = [...fleet.machines.values()].filter(
    ({ name: other, jump }) => other !== name && goesThrough(jump, name),
  );
  if (through.length > 0)
    throw stillUsed(
      name,
      through.map((one) => one.name),
    );
  return everywhere(fleet, name, { kind: 'remove', name });
}

/** Renames a machine or a group, in every file that names it. @throws as `addMachine` does. */
export function renameInFleet(fleet: Fleet, from: string, to: string): Edits {
  if (!fleet.machines.has(from) && !fleet.groups.has(from))
    throw unknownMachine(from, [...fleet.machines.keys(), ...fleet.groups.keys()]);
  checkName(to, fleet.machines.has(from) ? machineNameFault : nameFault);
  checkFree(fleet, to);
  return everywhere(fleet, from, { kind: 'rename', from, to });
}

/**
 * Makes a group, or adds to one.
 * @throws NixaiError `machine-unknown` for a member that there is not, or `group-circle`.
 */
export function addToGroup(
  fleet: Fleet,
  place: RegistryPlace,
  name: string,
  added: readonly string[],
): Edits {
  checkName(name, nameFault);
  if (fleet.machines.has(name)) throw nameTaken(name, 'machine');
  const known = [...fleet.machines.keys(), ...fleet.groups.keys()];
  const stranger = added.find((member) => !known.includes(member) && member !== name);
  if (stranger !== undefined) throw unknownMachine(stranger, known);
  const before = fleet.groups.get(name)?.members ?? [];
  const members = [...new Set([...before, ...added])];
  const groups = new Map([...fleet.groups, [name, { name, members }]]);
  const { circle } = expandGroup(name, groups, new Set(fleet.machines.keys()));
  if (circle !== undefined) throw groupCircle(circle);
  const layer = fleet.layers.findLast(({ read }) => read.groups.some((one) => one.name === name));
  return new Map([[(layer ?? place).file, [{ kind: 'group', name, members }]]]);
}

/** Takes members out of a group, or the whole group away where none are named. */
export function removeFromGroup(fleet: Fleet, name: string, taken: readonly string[]): Edits {
  const group = fleet.groups.get(name);
  if (group === undefined) throw unknownMachine(name, fleet.groups.keys());
  if (taken.length === 0) return everywhere(fleet, name, { kind: 'ungroup', name });
  const stranger = taken.find((member) => !group.members.includes(member));
  if (stranger !== undefined) throw unknownMachine(stranger, group.members);
  const members = group.members.filter((member) => !taken.includes(member));
  return everywhere(fleet, name, { kind: 'group', name, members });
}

/** @throws NixaiError `machine-unknown`, or `exception-exists` where that finding is agreed to, and still is. */
export function addException(fleet: Fleet, place: RegistryPlace, exception: Exception): Edits {
  if (!fleet.machines.has(exception.machine))
    throw unknownMachine(exception.machine, fleet.machines.keys());
  const there = fleet.exceptions.find(
    ({ machine, finding }) => machine === exception.machine && finding === exception.finding,
  );
  if (there !== undefined && !isOver(there, new Date())) throw exceptionTaken(there);
  const layer = layerOfException(fleet, exception);
  return new Map([[(layer ?? place).file, [{ kind: 'except', exception }]]]);
}

/** @throws NixaiError `exception-unknown`. */
export function removeException(fleet: Fleet, machine: string, finding: string): Edits {
  const layer = layerOfException(fleet, { machine, finding });
  if (layer === undefined) throw noException(machine, finding);
  return new Map([[layer.file, [{ kind: 'unexcept', machine, finding }]]]);
}

const layerOfException = (
  { layers }: Fleet,
  { machine, finding }: Pick<Exception, 'machine' | 'finding'>,
) =>
  layers.findLast(({ read }) =>
    read.exceptions.some((one) => one.machine === machine && one.finding === finding),
  );

/** The edit, in each file that names it. */
function everywhere({ layers }: Fleet, name: string, edit: Edit): Edits {
  const naming = layers.filter(
    ({ read: { machines, groups, exceptions } }) =>
      machines.some((one) => one.name === name || goesThrough(one.jump, name)) ||
      (edit.kind !== 'group' && exceptions.some(({ machine }) => machine === name)) ||
      groups.some((one) =>
        edit.kind === 'group' ? one.name === name : one.name === name || one.members.includes(name),
      ),
  );
  return new Map(naming.map(({ file }) => [file, [edit]]));
}

/** Whether a jump has that machine among its hops. */
const goesThrough = (jump: string | undefined, name: string): boolean =>
  jump?.split(',').some((hop) => hop.trim() === name) === true;

function checkName(name: string, faultOf: (name: string) => Fault): void {
  const fault = faultOf(name);
  if (fault !== undefined) throw badWord('the name', name, fault);
}

function checkFree(fleet: Fleet, name: string): void {
  if (fleet.machines.has(name)) throw nameTaken(name, 'machine');
  if (fleet.groups.has(name)) throw nameTaken(name, 'group');
}

function checkFields(machine: Partial<Machine>): void {
  for (const { key, property, fault } of fields) {
    const value = machine[property];
    const wrong = value === undefined ? undefined : fault?.(String(value));
    if (wrong !== undefined) throw badWord(key, String(value), wrong);
  }
  for (const tag of machine.tags ?? []) {
    const wrong = nameFault(tag);
    if (wrong !== undefined) throw badWord('the tag', tag, wrong);
  }
}
