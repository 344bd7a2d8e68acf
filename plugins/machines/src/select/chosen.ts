import type { CommandContext } from '@nixai/api';
import { unknownMachine } from '../registry/faults.js';
import { loadSomeFleet, loadToLook, type Fleet, type KnownMachine } from '../registry/load.js';
import { isSelecting, selectMachines, type Selector } from './selector.js';

/** The registries, and those of their machines that a command is about. */
export interface Chosen {
  readonly fleet: Fleet;
  readonly machines: readonly KnownMachine[];
}

type Choosing = Pick<CommandContext, 'host' | 'argv'> & {
  readonly flags: Omit<Selector, 'machines'> & { readonly 'registry-path'?: string };
};

/**
 * The machines that a command is about which reads configurations, or the folder that is read without a
 * registry: the one that was named, or this machine's own where nobody has registered any.
 */
export async function chosenOrHere(
  context: Choosing & { readonly flags: { readonly folder?: string } },
): Promise<Chosen | { readonly folder: string }> {
  const { host, flags, argv } = context;
  if (flags.folder !== undefined) return { folder: flags.folder };
  const { machines } = await loadToLook(host, flags['registry-path']);
  if (machines.size === 0 && argv.length === 0 && !isSelecting(flags))
    return { folder: await host.config.get('nixos_folder') };
  return chooseMachines(context, true);
}

/**
 * Reads the registries and chooses by a command's words and flags.
 * @param orAll whether a command that is told nothing is about all machines: it changes none.
 * @throws NixaiError `registry-missing`, and what `loadFleet` and `selectMachines` throw.
 */
export async function chooseMachines(
  { host, flags, argv }: Choosing,
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
