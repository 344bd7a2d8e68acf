import { ExitCode, NixaiError, sanitizer, type CommandContext, type Plan } from '@nixai/api';
import { accessTo } from './access.js';
import { listBackups } from './host/restic.js';
import type { Finished } from './host/snapshots.js';
import { backupNamed, onRepositories, type Opening } from './open.js';
import { notesOf, readBack } from './readBack.js';
import { knownOf, readRecords } from './records.js';
import type { RestoredTo } from './result.js';
import { isPath } from './strategy.js';

export interface RestoreRequest {
  readonly to: string;
  readonly id?: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/** Restores a backup of each machine into a folder that is not there yet: shown, and asked for. */
export async function restoreAll(
  context: Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>,
  opening: Opening,
  { to, id, yes, dryRun }: RestoreRequest,
): Promise<{ readonly machines: readonly RestoredTo[]; readonly dryRun: boolean }> {
  const { host, carryOut } = context;
  const { machines, where, strategy } = opening;
  if (!isPath(to)) throw noFolder(to);
  const { clean } = await host.service(sanitizer);
  const access = await accessTo(host, strategy);
  const isOnePlace = where.on !== undefined || where.here === true;
  const folderOf = (name: string): string =>
    isOnePlace && machines.length > 1 ? `${to.replace(/\/+$/, '')}/${name}` : to;
  const looked = await onRepositories(
    context,
    opening,
    'reading the repositories',
    async (one, it) => ({
      backup: backupNamed(await listBackups(one), it.name, id),
      on: one.place.name,
    }),
  );
  const records = await readRecords(host);
  const results = new Map<string, RestoredTo>();
  const found = new Map<string, Finished>();
  for (const one of looked) {
    const { name } = one.machine;
    const on = one.ok ? one.value.on : (where.on ?? (where.here === true ? 'here' : name));
    const base = { name, repository: access(name).address, on, folder: folderOf(name) };
    if (!one.ok) {
      results.set(name, { ...base, restored: false, notes: [], fault: one.fault });
      continue;
    }
    const { backup } = one.value;
    found.set(name, backup);
    results.set(name, { ...base, id: backup.id, made: backup.made, restored: false, notes: [] });
  }
  const plan: Plan = {
    about: `machines backup restore --to ${to}`,
    risk: 'none',
    actions: [...found].map(([name, { id: which, made }]) => {
      const { on = '', folder = '' } = results.get(name) ?? {};
      const isRead = knownOf(records, name).verified?.id === which;
      return {
        kind: 'create',
        target: on === 'here' ? folder : `${on}:${folder}`,
        detail: `backup ${which} of ${name}, made ${made}${isRead ? '' : '; nobody has read it back so far'}`,
      };
    }),
    async apply() {
      const some = machines.filter(({ name }) => found.has(name));
      const done = await onRepositories(
        context,
        { ...opening, machines: some },
        'restoring',
        (one, { name }) =>
          readBack(host, one, found.get(name) as Finished, results.get(name)?.folder),
      );
      for (const one of done) {
        const base = results.get(one.machine.name) as RestoredTo;
        if (!one.ok) {
          results.set(one.machine.name, { ...base, fault: one.fault });
          continue;
        }
        const { files, bytes, seconds, system } = one.value;
        results.set(one.machine.name, {
          ...{ ...base, restored: true, files, bytes, seconds, notes: notesOf(one.value, clean) },
          ...(system !== undefined && { system }),
        });
      }
      return {};
    },
  };
  await carryOut(plan, { yes, dryRun, question: 'Restore this?' });
  return { machines: [...results.values()], dryRun };
}

const noFolder = (to: string): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: `${JSON.stringify(to)} is no folder to restore to`,
    why: 'an absolute path is meant, of a folder that is not there yet',
    hint: '--to /restored',
    exitCode: ExitCode.usage,
  });
