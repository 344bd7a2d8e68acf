import type { CommandContext, Host, Plan } from '@nixai/api';
import { accessTo } from './access.js';
import { forgetBackups, forgettable, listBackups, type Repository } from './host/restic.js';
import { isFinished, type Backup } from './host/snapshots.js';
import { onRepositories, type Opening } from './open.js';
import { dropRecords, knownOf, readRecords } from './records.js';
import type { Pruned } from './result.js';
import { rulesOf, type Strategy } from './strategy.js';

/** What came to no end so long ago is nobody's who is still at work. */
const abandoned = 24 * 3600 * 1000;

/**
 * Which backups may go: those that no rule keeps, and what came to no end a day ago. The newest one that
 * was read back stays, and the newest one.
 * @param unkept restic's names of those that no rule keeps.
 */
export function toForget(
  backups: readonly Backup[],
  unkept: ReadonlySet<string>,
  verified: string | undefined,
  now: Date,
): readonly Backup[] {
  const newest = backups.findLast(isFinished)?.id;
  return backups.filter(({ id, data, made, manifest }) =>
    manifest === undefined
      ? now.getTime() - new Date(made).getTime() > abandoned
      : unkept.has(data) && id !== verified && id !== newest,
  );
}

/** Those that no rule keeps, and why they stay all the same. */
export function heldBack(
  backups: readonly Backup[],
  unkept: ReadonlySet<string>,
  verified: string | undefined,
): Pruned['held'] {
  const newest = backups.findLast(isFinished)?.id;
  return backups.filter(isFinished).flatMap(({ id, data }) => {
    if (!unkept.has(data)) return [];
    if (id === verified) return [{ id, why: 'it is the newest that was read back' }];
    return id === newest ? [{ id, why: 'it is the newest' }] : [];
  });
}

interface Found {
  readonly gone: readonly Backup[];
  readonly held: Pruned['held'];
  readonly left: number;
}

/** What rules keep for nobody in a machine's repository. */
async function unkept(
  host: Host,
  repository: Repository,
  machine: string,
  rules: readonly string[],
): Promise<Found> {
  const backups = await listBackups(repository);
  const ids = rules.length === 0 ? new Set<string>() : await forgettable(repository, rules);
  const { verified } = knownOf(await readRecords(host), machine);
  const gone = toForget(backups, ids, verified?.id, new Date());
  const held = heldBack(backups, ids, verified?.id);
  return { gone, held, left: backups.length - gone.length };
}

async function takeAway(
  host: Host,
  repository: Repository,
  machine: string,
  gone: readonly Backup[],
): Promise<void> {
  if (gone.length === 0) return;
  await forgetBackups(repository, gone);
  await dropRecords(
    host,
    gone.map(({ id }) => ({ id, machine })),
  );
}

/** Takes away what no rule keeps, without a question: for a timer. @returns the ids. */
export async function pruneOne(
  host: Host,
  repository: Repository,
  machine: string,
  strategy: Strategy,
): Promise<readonly string[]> {
  const { gone } = await unkept(host, repository, machine, rulesOf(strategy));
  await takeAway(host, repository, machine, gone);
  return gone.map(({ id }) => id);
}

/** The same, shown and asked for first. */
export async function pruneBackups(
  context: Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>,
  opening: Opening,
  { yes, dryRun }: { readonly yes: boolean; readonly dryRun: boolean },
): Promise<{
  readonly machines: readonly Pruned[];
  readonly dryRun: boolean;
  readonly done: boolean;
}> {
  const { host, carryOut } = context;
  const access = await accessTo(host, opening.strategy);
  const rules = rulesOf(opening.strategy);
  const looked = await onRepositories(
    context,
    opening,
    'reading the repositories',
    (one, machine) => unkept(host, one, machine.name, rules),
  );
  const found = looked.map((one): Pruned & { readonly backups: readonly Backup[] } => {
    const { name } = one.machine;
    const base = { name, repository: access(name).address };
    if (!one.ok) return { ...base, gone: [], held: [], left: 0, fault: one.fault, backups: [] };
    const { gone, held, left } = one.value;
    return { ...base, gone: gone.map(({ id, made }) => ({ id, made })), held, left, backups: gone };
  });
  const faults = new Map<string, Pruned['fault']>();
  const plan: Plan = {
    about: 'machines backup prune',
    risk: 'data',
    actions: found.flatMap(({ name, gone, left }) =>
      gone.map(({ id, made }) => ({
        kind: 'remove' as const,
        target: `backup ${id} of ${name}`,
        detail: `made ${made}; ${left} stay`,
      })),
    ),
    async apply() {
      const machines = found.filter(({ gone }) => gone.length > 0).map(({ name }) => name);
      const some = opening.machines.filter(({ name }) => machines.includes(name));
      const done = await onRepositories(
        context,
        { ...opening, machines: some },
        'taking backups away',
        (one, { name }) =>
          takeAway(host, one, name, found.find((it) => it.name === name)?.backups ?? []),
      );
      for (const one of done) if (!one.ok) faults.set(one.machine.name, one.fault);
      return {};
    },
  };
  const done = await carryOut(plan, { yes, dryRun, question: 'Take these backups away for good?' });
  return {
    machines: found.map(({ backups: _, ...one }) => {
      const fault = faults.get(one.name);
      return fault === undefined ? one : { ...one, gone: [], fault };
    }),
    dryRun,
    done: done !== undefined,
  };
}
