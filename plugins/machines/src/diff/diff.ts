import { readFile } from 'node:fs/promises';
import {
  files,
  redactor,
  sanitizer,
  type CommandContext,
  type FileService,
  type Host,
  type Task,
} from '@nixai/api';
import { buildSystems, sourceOf, type Wanted } from '../deploy/configuration/build.js';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { anyFault, connectionsFor } from '../ssh/each.js';
import { compareClosures } from './closure.js';
import { compareEtc } from './etc.js';
import { compareBoots } from './kernel.js';
import { compareOptions } from './options.js';
import type { SystemDiff } from './result.js';
import { shellHere, shellThere, systemAt, type Source, type System } from './system/system.js';
import { unitEffects } from './units/effects.js';

type Context = Pick<CommandContext, 'host' | 'tasks'>;

/** A system to compare with. */
interface Side {
  /** As a person calls it. */
  readonly name: string;
  readonly system: System;
  /** What it was made from, where that can be read. */
  readonly source: () => Promise<Source | undefined>;
}

const running = '/run/current-system';

/** Compares machines with what they would be by their configuration, which is built here. */
export async function diffConfigurations(
  { host, tasks }: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  wanted: Wanted,
): Promise<readonly SystemDiff[]> {
  const systems = await tasks.run('building', (task) => buildSystems(host, machines, wanted, task));
  return diffEach({ host, tasks }, fleet, machines, async (machine, _, { signal }) => {
    const { kind, of } = sourceOf(machine, wanted);
    const path = systems.get(machine.name) ?? '';
    return {
      name: of,
      system: systemAt(shellHere(host, signal), path),
      source: async () =>
        kind === 'file' ? { file: of, text: await readFile(of, 'utf8') } : undefined,
    };
  });
}

/** Compares machines with another one. */
export function diffMachines(
  context: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  other: KnownMachine,
): Promise<readonly SystemDiff[]> {
  return diffEach(context, fleet, machines, (_, sideOf, task) => sideOf(other, task));
}

async function diffEach(
  { host, tasks }: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  otherOf: (
    machine: KnownMachine,
    sideOf: (machine: KnownMachine, task: Task) => Promise<Side>,
    task: Task,
  ) => Promise<Side>,
): Promise<readonly SystemDiff[]> {
  const connections = await connectionsFor(host, fleet);
  const { clean } = await host.service(sanitizer);
  const sideOf = async (machine: KnownMachine, { signal }: Task): Promise<Side> => {
    const system = systemAt(shellThere(await connections.to(machine, signal), signal), running);
    return { name: machine.name, system, source: () => system.configuration(machine.nixosPath) };
  };
  try {
    const settled = await tasks.run('comparing', (task) =>
      task.all(
        machines,
        { title: ({ name }) => name, concurrency: 16, onError: 'collect' },
        async (machine, one) => {
          const [own, other] = await Promise.all([
            sideOf(machine, one),
            otherOf(machine, sideOf, one),
          ]);
          return compare(host, own, other, one);
        },
      ),
    );
    return settled.map((one): SystemDiff => {
      if (one.ok) return cleaned(one.value, clean);
      const fault = anyFault(one.error, clean);
      return { name: one.item.name, with: '', same: false, fault, untold: [] };
    });
  } finally {
    connections.close();
  }
}

async function compare(host: Host, own: Side, other: Side, task: Task): Promise<SystemDiff> {
  const [before, after] = await Promise.all([own.system.parts(), other.system.parts()]);
  const about = { name: own.name, with: other.name, from: before.path, to: after.path };
  if (before.path === after.path) return { ...about, same: true, untold: [] };
  task.status('closures');
  const closures = await Promise.all([own.system.closure(), other.system.closure()]);
  task.status('/etc');
  const etc = await compareEtc(own.system, other.system);
  const active = before.activeUnits;
  const { activeKnown, untold } = unitsKnown(active);
  const service = await host.service(files);
  const options = await optionsOf(host, own, other);
  return {
    ...about,
    same: false,
    closure: compareClosures(...closures),
    etc: etc.files.map(({ texts, ...file }) => ({
      ...file,
      ...(texts !== undefined && { diff: diffOf(service, file.name, texts) }),
    })),
    units: {
      activeKnown,
      ...unitEffects(
        etc.units.before,
        etc.units.after,
        etc.units.changed,
        active === undefined ? undefined : new Set(active),
      ),
    },
    boot: compareBoots(before, after),
    ...(typeof options !== 'string' && { options }),
    untold: [...untold, ...(typeof options === 'string' ? [options] : [])],
  };
}

const diffOf = (
  service: FileService,
  name: string,
  { before, after }: { readonly before: string; readonly after: string },
): string => service.diff(before, after, `etc/${name}`);

function unitsKnown(active: readonly string[] | undefined) {
  if (active !== undefined) return { activeKnown: true, untold: [] };
  const untold = ['no systemd runs there: which of these units are active is not known'];
  return { activeKnown: false, untold };
}

/** Options of both sides, or why there are none to compare. */
async function optionsOf(host: Host, own: Side, other: Side) {
  const [before, after] = await Promise.all([own.source(), other.source()]);
  const missing = [
    ...(before === undefined ? [own.name] : []),
    ...(after === undefined ? [other.name] : []),
  ];
  if (before === undefined || after === undefined)
    return `options are not compared: the Nix of ${missing.join(' and of ')} is not one file at hand`;
  const changed = compareOptions(before, after);
  if (changed === undefined)
    return 'options are not compared: one of the two files is no valid Nix';
  const { redact } = await host.service(redactor);
  return {
    files: [before.file, after.file],
    changed: changed.map(({ option, ...values }) => ({
      option,
      ...(values.before !== undefined && { before: redact(values.before).text }),
      ...(values.after !== undefined && { after: redact(values.after).text }),
    })),
  };
}

/** What a machine says is text of somebody else's. */
function cleaned<T>(value: T, clean: (text: string) => string): T {
  if (typeof value === 'string') return clean(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => cleaned(one, clean)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]: [string, unknown]) => [
    key,
    cleaned(one, clean),
  ]);
  return Object.fromEntries(entries) as T;
}
