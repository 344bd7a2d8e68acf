import { isAbsolute, resolve } from 'node:path';
import { checker, isNixaiError, messageOf, type Host, type ReadConfiguration } from '@nixai/api';
import { sourceOf, type Wanted } from '../deploy/configuration/build.js';
import type { KnownMachine } from '../registry/load.js';
import { folderOf } from './settings.js';

/** What a machine's configuration says, or why that cannot be read. */
export type Written =
  | {
      readonly read: ReadConfiguration;
      readonly from: string;
      /** What is read: the file, or the folder of the flake. */
      readonly target: string;
      /** The folder that it lies in. */
      readonly folder: string;
    }
  | { readonly read?: undefined; readonly why: string };

/** The machines of a folder or a file. */
export async function machinesIn(
  host: Host,
  target: string,
): Promise<readonly ReadConfiguration[]> {
  const service = await host.service(checker);
  const all = await service.configurations(target);
  return all.filter(({ configuration }) => configuration.set === 'nixos');
}

/** Reads what is written for machines, without Nix: of each its file, or its part of a flake that lies here. */
export function createWrittenReader(
  host: Host,
  wanted: Wanted,
): (machine: KnownMachine) => Promise<Written> {
  // Most machines of a fleet are of one flake.
  const read = new Map<string, Promise<readonly ReadConfiguration[]>>();
  return (machine) => writtenFor(machine, wanted, readOnce);

  function readOnce(target: string): Promise<readonly ReadConfiguration[]> {
    const all = read.get(target) ?? machinesIn(host, target);
    read.set(target, all);
    return all;
  }
}

async function writtenFor(
  machine: KnownMachine,
  wanted: Wanted,
  read: (target: string) => Promise<readonly ReadConfiguration[]>,
): Promise<Written> {
  try {
    const { kind, of } = sourceOf(machine, wanted);
    if (kind === 'file') return one(await read(of), undefined, of, of);
    const [place = '', attribute = ''] = of.split('#');
    const named = place.replace(/^path:/, '') || '.';
    if (!isAbsolute(named) && !/^\.{1,2}(?:\/|$)/.test(named))
      return { why: `its flake ${place} does not lie here` };
    const folder = resolve(named);
    const name = attribute.replace(/^nixosConfigurations\./, '').replaceAll('"', '');
    return one(await read(folder), name || machine.name, of, folder);
  } catch (error) {
    if (isNixaiError(error) && error.code === 'configuration-unknown')
      return { why: 'nothing says where its configuration is (--flake, --config)' };
    return { why: messageOf(error) };
  }
}

function one(
  all: readonly ReadConfiguration[],
  name: string | undefined,
  from: string,
  target: string,
): Written {
  const named = name === undefined ? all : all.filter((each) => each.name === name);
  const [read] = named;
  if (read === undefined) return { why: `${from} has no machine ${name ?? ''}`.trimEnd() };
  return { read, from, target, folder: folderOf(target) };
}
