import { createHash } from 'node:crypto';
import { ExitCode, NixaiError, messageOf, shellWord, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { expandGroup } from './groups.js';
import type { Exception } from './exception.js';
import type { Group, Machine } from './machine.js';
import { registryPlaces, type RegistryPlace } from './places.js';
import { readRegistry, type MachineEntry, type Place, type ReadRegistry } from './read.js';

/** A registry that is there, as it was read. */
export interface Layer extends RegistryPlace {
  readonly text: string;
  /** SHA-256 of the text, for a change that must find it so. */
  readonly sha256: string;
  readonly read: ReadRegistry;
}

/** A machine, and the files that say something of it, the strongest last. */
export interface KnownMachine extends Machine {
  readonly from: readonly string[];
}

/** All registries as one. */
export interface Fleet {
  /** Those that are there, weakest first. */
  readonly layers: readonly Layer[];
  /** All that are looked for. */
  readonly places: readonly RegistryPlace[];
  readonly machines: ReadonlyMap<string, KnownMachine>;
  readonly groups: ReadonlyMap<string, Group>;
  /** Findings that somebody has agreed to, of all registries. */
  readonly exceptions: readonly Exception[];
}

/**
 * Reads the registries, each over the ones before it: of a machine that two name, the later one's
 * fields win, one by one; of a group, the later one's members.
 * @throws NixaiError `registry-invalid` with every line that is at fault, or `registry-unreadable`.
 */
export async function loadFleet(host: Host, named?: string): Promise<Fleet> {
  const places = await registryPlaces(host, named);
  const layers = (await Promise.all(places.map(readLayer))).filter((layer) => layer !== undefined);
  return fleetOf(layers, places);
}

/** The same where there has to be one. @throws NixaiError `registry-missing` too. */
export async function loadSomeFleet(host: Host, named?: string): Promise<Fleet> {
  const fleet = await loadFleet(host, named);
  if (fleet.layers.length > 0) return fleet;
  throw new NixaiError({
    code: 'registry-missing',
    what: 'there is no registry of machines',
    why: fleet.places.map(({ file }) => `no ${file}`).join(', '),
    hint: `nixai machines init${named === undefined ? '' : ` --registry-path ${shellWord(named)}`}`,
    exitCode: ExitCode.refused,
  });
}

/**
 * The same for who only looks: where none is there yet that is no fault, but one that was named is.
 * @throws NixaiError `registry-missing` too.
 */
export const loadToLook = (host: Host, named?: string): Promise<Fleet> =>
  named === undefined ? loadFleet(host) : loadSomeFleet(host, named);

/** Registries as one, when they are read already. */
export function fleetOf(layers: readonly Layer[], places: readonly RegistryPlace[]): Fleet {
  const faults = layers.flatMap((layer) => layer.read.faults.map((fault) => ({ ...fault, layer })));
  if (faults.length > 0) throw invalid(faults);
  const machines = new Map<string, KnownMachine>();
  const groups = new Map<string, Group>();
  for (const { file, read } of layers) {
    for (const entry of read.machines) {
      const below = machines.get(entry.name);
      const over: MachineEntry & { from: string[] } = {
        ...below,
        ...entry,
        from: [...(below?.from ?? []), file],
      };
      machines.set(entry.name, { tags: [], ...over } as KnownMachine);
    }
    for (const group of read.groups) groups.set(group.name, group);
  }
  const wrong = [...hostless(machines, layers), ...wrongGroups(machines, groups, layers)];
  if (wrong.length > 0) throw invalid(wrong);
  const exceptions = layers.flatMap(({ read }) => read.exceptions);
  return { layers, places, machines, groups, exceptions };
}

type Wrong = Place & { readonly message: string; readonly layer: Layer };

/** Machines of which no registry says where they are. */
function hostless(machines: Fleet['machines'], layers: readonly Layer[]): readonly Wrong[] {
  return [...machines.values()].flatMap(({ name, host }) =>
    host === undefined
      ? [wrongAt(layers, 'machines', name, `the machine ${name} has no host`)]
      : [],
  );
}

function wrongGroups(
  machines: Fleet['machines'],
  groups: Fleet['groups'],
  layers: readonly Layer[],
): readonly Wrong[] {
  const names = new Set(machines.keys());
  return [...groups.keys()].flatMap((name) => {
    const at = (message: string) => wrongAt(layers, 'groups', name, message);
    if (names.has(name)) return [at(`${name} is a machine and a group`)];
    const { circle, unknown } = expandGroup(name, groups, names);
    const own = unknown.filter(({ group }) => group === name);
    return [
      ...own.map(({ member }) =>
        at(`the group ${name} has ${member}, which is no machine and no group`),
      ),
      ...(circle?.[0] === name ? [at(`a circle of groups: ${circle.join(' → ')}`)] : []),
    ];
  });
}

function wrongAt(
  layers: readonly Layer[],
  kind: 'machines' | 'groups',
  name: string,
  message: string,
): Wrong {
  const has = (layer: Layer) => layer.read[kind].some((one) => one.name === name);
  const layer = layers.findLast(has) as Layer;
  return { message, layer, ...layer.read.placeOf(kind, name) };
}

function invalid(faults: readonly Wrong[]): NixaiError {
  const lines = faults.map(
    ({ layer, line, column, message }) => `${layer.file}:${line}:${column}: ${message}`,
  );
  return new NixaiError({
    code: 'registry-invalid',
    what: 'the registry of machines is not valid',
    why: lines.join('\n'),
    hint: 'mend these lines; nixai machines list shows whether all is well',
    exitCode: ExitCode.refused,
  });
}

async function readLayer(place: RegistryPlace): Promise<Layer | undefined> {
  const text = await readRegular(place.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw new NixaiError({
      code: 'registry-unreadable',
      what: `cannot read ${place.file}`,
      why: messageOf(error),
      exitCode: ExitCode.refused,
      cause: error,
    });
  });
  return text === undefined ? undefined : layerOf(place, text);
}

/** A registry's text as a layer. */
export function layerOf(place: RegistryPlace, text: string): Layer {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ...place, text, sha256, read: readRegistry(text) };
}
