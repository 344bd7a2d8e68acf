import { docs, type Host } from '@nixai/api';
import { describeGroups, describeMachine } from '../registry/describe.js';
import type { Fleet, KnownMachine } from '../registry/load.js';
import type { ReadFleet } from '../written/read.js';
import { createShow, settingsOf, type Setting } from '../written/settings.js';
import { differencesOf } from './differences.js';
import { inputsIn } from './flakes.js';
import { machineOf } from './machine.js';
import type { Documentation, Documented } from './result.js';
import { linksOf } from './topology.js';

/** What machines are by their configurations. */
export async function documentOf(
  host: Host,
  { fleet, machines: all }: ReadFleet,
): Promise<Documentation> {
  const catalog = await (await host.service(docs)).catalog('nixos');
  const show = await createShow(host);
  const flakes = new Map<string, Documentation['flakes'][number]>();
  const read = new Map<string, readonly Setting[]>();
  const machines: Documented[] = [];
  for (const { name, machine, written } of all) {
    const known = fleet && machine ? knownOf(fleet, machine) : { name, tags: [], groups: [] };
    if (written.read === undefined) {
      machines.push({ ...known, unread: written.why, complete: false, ...machineOf([], catalog) });
      continue;
    }
    const settings = settingsOf(written.read, { folder: written.folder, show });
    read.set(name, settings);
    const [flake = written.from] = written.from.split('#');
    const inputs = flakes.get(flake)?.inputs ?? (await inputsIn(written.folder));
    if (inputs !== undefined) flakes.set(flake, { name: flake, inputs });
    machines.push({
      ...known,
      configuration: written.from,
      complete: written.read.configuration.complete,
      ...machineOf(settings, catalog),
      ...(inputs !== undefined && { flake }),
    });
  }
  machines.sort((one, other) => (one.name < other.name ? -1 : 1));
  return {
    machines,
    flakes: [...flakes.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    groups: comparedGroups(fleet === undefined ? [] : describeGroups(fleet), read),
    links: linksOf(
      machines.map(({ name, host: at }) => ({ name, host: at, settings: read.get(name) ?? [] })),
    ),
  };
}

/** What a registry says of a machine, as far as it is for others to read. */
function knownOf(fleet: Fleet, machine: KnownMachine) {
  const { name, host, description, role, environment, tags, groups } = describeMachine(
    fleet,
    machine,
  );
  return { name, host, description, role, environment, tags, groups };
}

/** Groups of which two machines or more were read. */
function comparedGroups(
  groups: readonly { readonly name: string; readonly machines: readonly string[] }[],
  read: ReadonlyMap<string, readonly Setting[]>,
): Documentation['groups'] {
  return groups
    .flatMap(({ name, machines }) => {
      const members = machines
        .flatMap((one) => {
          const settings = read.get(one);
          return settings === undefined ? [] : [{ name: one, settings }];
        })
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      if (members.length < 2) return [];
      return [
        { name, machines: members.map((one) => one.name), differences: differencesOf(members) },
      ];
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
