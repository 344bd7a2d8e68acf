import { basename } from 'node:path';
import { docs, type CommandContext, type Host } from '@nixai/api';
import type { Wanted } from '../deploy/configuration/build.js';
import { describeGroups, describeMachine } from '../registry/describe.js';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { createWrittenReader, machinesIn, type Written } from '../written/configurations.js';
import { createShow, folderOf, settingsOf, type Setting } from '../written/settings.js';
import { differencesOf } from './differences.js';
import { inputsIn } from './flakes.js';
import { machineOf } from './machine.js';
import type { Documentation, Documented } from './result.js';
import { linksOf } from './topology.js';

type Context = Pick<CommandContext, 'host' | 'tasks'>;

/** A machine with what is to be read of it. */
interface ToRead {
  readonly known: Pick<Documented, 'name' | 'tags' | 'groups'> & Partial<Documented>;
  readonly written: Written;
}

/** What is written in a folder or a file, without a registry. */
export async function documentFolder(
  { host, tasks }: Context,
  folder: string,
): Promise<Documentation> {
  const all = await tasks.run('reading the configuration', () => machinesIn(host, folder));
  const read = all.map((one): ToRead => ({
    known: { name: one.name ?? basename(folder), tags: [], groups: [] },
    written: { read: one, from: folder, folder: folderOf(folder) },
  }));
  return documentation(host, read, []);
}

/** What registered machines are by their configurations; none is asked. */
export async function documentMachines(
  { host, tasks }: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  wanted: Wanted,
): Promise<Documentation> {
  const writtenFor = createWrittenReader(host, wanted);
  const read = await tasks.run('reading the configurations', async () => {
    const each: ToRead[] = [];
    for (const machine of machines) {
      const {
        name,
        host: at,
        description,
        role,
        environment,
        tags,
        groups,
      } = describeMachine(fleet, machine);
      each.push({
        known: { name, host: at, description, role, environment, tags, groups },
        written: await writtenFor(machine),
      });
    }
    return each;
  });
  return documentation(host, read, describeGroups(fleet));
}

async function documentation(
  host: Host,
  all: readonly ToRead[],
  groups: readonly { readonly name: string; readonly machines: readonly string[] }[],
): Promise<Documentation> {
  const catalog = await (await host.service(docs)).catalog('nixos');
  const show = await createShow(host);
  const flakes = new Map<string, Documentation['flakes'][number]>();
  const read = new Map<string, readonly Setting[]>();
  const machines: Documented[] = [];
  for (const { known, written } of all) {
    if (written.read === undefined) {
      machines.push({ ...known, unread: written.why, complete: false, ...machineOf([], catalog) });
      continue;
    }
    const settings = settingsOf(written.read, { folder: written.folder, show });
    read.set(known.name, settings);
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
    groups: comparedGroups(groups, read),
    links: linksOf(
      machines.map(({ name, host: at }) => ({ name, host: at, settings: read.get(name) ?? [] })),
    ),
  };
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
