import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ExitCode, NixaiError, isNixaiError, messageOf, type CommandContext } from '@nixai/api';
import { changeRegistry, type Changed, type ChangeRequest } from '../registry/change.js';
import type { Edit } from '../registry/edit.js';
import type { Fleet } from '../registry/load.js';
import { fit } from './fit.js';
import type { Found } from './found.js';

export const importSources = ['ssh-config', 'colmena', 'deploy-rs', 'flake', 'ansible'] as const;
export type ImportSource = (typeof importSources)[number];

export interface Imported extends Changed {
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly groups: readonly string[];
  readonly left: readonly string[];
}

/**
 * Takes machines out of another program's files into the registry: new ones are added, of those that
 * are there only what the file says is changed. The difference is shown and asked about first.
 * @throws NixaiError `import-unread`, or what Nix or the registry says.
 */
export async function importMachines(
  context: Pick<CommandContext, 'host' | 'carryOut' | 'signal'>,
  from: ImportSource,
  source: string | undefined,
  request: Omit<ChangeRequest, 'about' | 'question'>,
): Promise<Imported> {
  const found = fit(await read(context, from, source));
  let outcome: Pick<Imported, 'added' | 'updated' | 'groups'> = {
    added: [],
    updated: [],
    groups: [],
  };
  const about = `machines import --from ${from}`;
  const question = `Take these into the registry?`;
  const left = [...found.left];
  const changed = await changeRegistry(context, { ...request, about, question }, (fleet, place) => {
    const { edits, taken, ...counted } = merge(fleet, found);
    outcome = counted;
    left.push(...taken);
    return edits.length === 0 ? new Map() : new Map([[place.file, edits]]);
  });
  return { ...changed, ...outcome, left };
}

/** The edits that bring what was found into a registry. */
function merge(fleet: Fleet, { machines, groups }: Found) {
  const edits: Edit[] = [];
  const added: string[] = [];
  const updated: string[] = [];
  const taken: string[] = [];
  const known = fleet.layers.flatMap(({ read: { machines: own } }) => own);
  for (const machine of machines) {
    if (fleet.groups.has(machine.name)) {
      taken.push(`${machine.name}: a group of the registry has that name`);
      continue;
    }
    const before = known.findLast(({ name }) => name === machine.name);
    const after = { ...before, ...machine };
    if (before !== undefined && JSON.stringify(sorted(before)) === JSON.stringify(sorted(after)))
      continue;
    (before === undefined ? added : updated).push(machine.name);
    edits.push({ kind: 'put', machine: after });
  }
  const grouped: string[] = [];
  for (const { name, members } of groups) {
    if (fleet.machines.has(name)) {
      taken.push(`group ${name}: a machine of the registry has that name`);
      continue;
    }
    const before = fleet.groups.get(name)?.members ?? [];
    const after = [...new Set([...before, ...members])];
    if (fleet.groups.has(name) && after.length === before.length) continue;
    grouped.push(name);
    edits.push({ kind: 'group', name, members: after });
  }
  return { edits, taken, added, updated, groups: grouped };
}

const sorted = (value: object): readonly unknown[] =>
  Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));

async function read(
  { host, signal }: Pick<CommandContext, 'host' | 'signal'>,
  from: ImportSource,
  source: string | undefined,
): Promise<Found> {
  try {
    switch (from) {
      case 'ssh-config': {
        const file = resolve(source ?? join(process.env.HOME ?? homedir(), '.ssh/config'));
        return await (await import('./sshConfig.js')).importSshConfig(file);
      }
      case 'ansible':
        return await (await import('./ansible.js')).importAnsible(resolve(source ?? 'inventory'));
      case 'flake':
        return await (await import('./nix.js')).importFlake(host, source ?? '.', signal);
      case 'colmena':
        return await (await import('./nix.js')).importColmena(host, source ?? 'hive.nix', signal);
      case 'deploy-rs':
        return await (await import('./nix.js')).importDeployRs(host, source ?? '.', signal);
    }
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    // Of a file, as those of Nix and of the registry say more by themselves.
    if (isNixaiError(error) || code === undefined) throw error;
    throw new NixaiError({
      code: 'import-unread',
      what: `${path ?? source ?? from} cannot be read`,
      why: messageOf(error),
      hint: `nixai machines import --from ${from} --source FILE`,
      exitCode: ExitCode.refused,
      cause: error,
    });
  }
}
