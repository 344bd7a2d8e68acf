import { isAbsolute, resolve } from 'node:path';
import { checker, isNixaiError, messageOf, type Host, type ReadConfiguration } from '@nixai/api';
import { sourceOf, type Wanted } from '../deploy/configuration/build.js';
import type { KnownMachine } from '../registry/load.js';

/** What a machine's configuration says, or why that cannot be read. */
export type Written =
  | { readonly read: ReadConfiguration; readonly from: string }
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

/** Reads what is written for a machine, without Nix: its file, or its part of a flake that lies here. */
export async function writtenFor(
  host: Host,
  machine: KnownMachine,
  wanted: Wanted,
): Promise<Written> {
  try {
    const { kind, of } = sourceOf(machine, wanted);
    if (kind === 'file') return one(await machinesIn(host, of), undefined, of);
    const [place = '', attribute = ''] = of.split('#');
    const folder = place.replace(/^path:/, '') || '.';
    if (!isAbsolute(folder) && !/^\.{1,2}(?:\/|$)/.test(folder))
      return { why: `its flake ${place} does not lie here` };
    const name = attribute.replace(/^nixosConfigurations\./, '').replaceAll('"', '');
    return one(await machinesIn(host, resolve(folder)), name || machine.name, of);
  } catch (error) {
    if (isNixaiError(error) && error.code === 'configuration-unknown')
      return { why: 'nothing says where its configuration is (--flake, --config)' };
    return { why: messageOf(error) };
  }
}

function one(all: readonly ReadConfiguration[], name: string | undefined, from: string): Written {
  const named = name === undefined ? all : all.filter((each) => each.name === name);
  const [read] = named;
  if (read === undefined) return { why: `${from} has no machine ${name ?? ''}`.trimEnd() };
  return { read, from };
}
