import { basename } from 'node:path';
import type { CommandContext, ReadConfiguration } from '@nixai/api';
import type { Wanted } from '../deploy/configuration/build.js';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { chosenOrHere } from '../select/chosen.js';
import type { Selector } from '../select/selector.js';
import { createWrittenReader, machinesIn, type Written } from './configurations.js';
import { folderOf } from './settings.js';

/** A machine with what is written for it. */
export interface ReadMachine {
  readonly name: string;
  /** Absent where it is not of a registry. */
  readonly machine?: KnownMachine;
  readonly written: Written;
}

/** What was read, and the registry that it was chosen from. */
export interface ReadFleet {
  readonly fleet?: Fleet;
  readonly machines: readonly ReadMachine[];
}

/** Reads what is written for the machines that a command is about, or in a folder; none is asked. */
export async function readChosen(
  context: Pick<CommandContext, 'host' | 'tasks' | 'argv'> & {
    readonly flags: Omit<Selector, 'machines'> &
      Wanted & { readonly folder?: string; readonly 'registry-path'?: string };
  },
): Promise<ReadFleet> {
  const { host, tasks, flags } = context;
  const chosen = await chosenOrHere(context);
  return tasks.run('reading the configurations', async () => {
    if ('folder' in chosen) return { machines: await readFolder(chosen.folder) };
    const { fleet, machines } = chosen;
    const writtenFor = createWrittenReader(host, { flake: flags.flake, config: flags.config });
    const read: ReadMachine[] = [];
    for (const machine of machines)
      read.push({ name: machine.name, machine, written: await writtenFor(machine) });
    return { fleet, machines: read };
  });

  async function readFolder(folder: string): Promise<readonly ReadMachine[]> {
    const all = await machinesIn(host, folder);
    const names = all.map((read) => read.name ?? hostNameOf(read) ?? basename(folder));
    return all.map((read, at) => ({
      name: nameAmong(names, at),
      written: { read, from: folder, target: folder, folder: folderOf(folder) },
    }));
  }
}

/** What a machine calls itself, where that is written out. */
function hostNameOf({ configuration }: ReadConfiguration): string | undefined {
  const value = configuration.valueOf('networking.hostName');
  return value?.type === 'string' && value.value !== '' ? value.value : undefined;
}

/** Two machines of one name are told apart by a number. */
function nameAmong(names: readonly string[], at: number): string {
  const name = names[at] ?? '';
  const before = names.slice(0, at).filter((one) => one === name).length;
  return before === 0 ? name : `${name} (${before + 1})`;
}
