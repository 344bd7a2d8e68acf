import type { CommandContext } from '@nixai/api';
import { unknownMachine } from '../registry/faults.js';
import { loadSomeFleet, type Fleet, type KnownMachine } from '../registry/load.js';
import { selectMachines, type Selector } from './selector.js';

/** The registries, and those of their machines that a command is about. */
export interface Chosen {
  readonly fleet: Fleet;
  readonly machines: readonly KnownMachine[];
}

/**
 * Reads the registries and chooses by a command's words and flags.
 * @param orAll whether a command that is told nothing is about all machines: it changes none.
 * @throws NixaiError `registry-missing`, and what `loadFleet` and `selectMachines` throw.
 */
export async function chooseMachines(
  {
    host,
    flags,
    argv,
  }: Pick<CommandContext, 'host' | 'argv'> & {
    readonly flags: Omit<Selector, 'machines'> & { readonly 'registry-path'?: string };
  },
  orAll: boolean,
): Promise<Chosen> {
  const fleet = await loadSomeFleet(host, flags['registry-path']);
  return { fleet, machines: selectMachines(fleet, { ...flags, machines: argv }, orAll) };
}

/** The machine of that name. @throws NixaiError `machine-unknown`. */
export function machineNamed({ machines }: Fleet, name: string): KnownMachine {
  const machine = machines.get(name);
  if (machine === undefined) throw unknownMachine(name, machines.keys());
  return machine;
}
