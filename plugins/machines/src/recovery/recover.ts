import { sanitizer, type CommandContext, type Task } from '@nixai/api';
import { accessTo, type Access } from '../backups/access.js';
import { placeOn } from '../backups/host/place.js';
import { listBackups, type Repository } from '../backups/host/restic.js';
import type { Finished } from '../backups/host/snapshots.js';
import { backupNamed } from '../backups/open.js';
import { readBack } from '../backups/readBack.js';
import { knownOf, readRecords } from '../backups/records.js';
import { readStrategy } from '../backups/strategy.js';
import { newDeploymentId } from '../deploy/record.js';
import { loadSomeFleet, type KnownMachine } from '../registry/load.js';
import { machineNamed } from '../select/chosen.js';
import { asRoot } from '../ssh/asRoot.js';
import { anyFault, connectionsFor } from '../ssh/each.js';
import type { Remote } from '../ssh/remote.js';
import { judge } from './judge.js';
import { runHere, runOnStandby } from './onStandby.js';
import { phases, type Phase, type RecoveryPlan } from './plan.js';
import type { Recovered, Report, Step } from './result.js';

type Mode = Report['mode'];

/** A machine that is to come back, as far as it has. */
interface Coming {
  readonly name: string;
  /** Its standby, or itself for a look. */
  readonly target: KnownMachine;
  readonly standby: boolean;
  readonly folder: string;
  readonly steps: Step[];
  found?: { readonly backup: Finished; readonly repository: Repository; readonly remote: Remote };
  files?: number;
  isThere?: boolean;
}

/** Where a plan restores to, on each standby: what a recovery has put there, no test takes away. */
const folderFor = (plan: string, which: string, machine: string): string =>
  `/var/lib/nixai-recovery/${plan}/${which}/${machine}`;

/**
 * Goes through a plan and measures each phase, all machines at once. A test takes away what it restored,
 * and with a standby runs the plan's commands there; without one a backup is restored for a look on the
 * machine itself, and commands are not run. A dry run looks for backups, and does no more.
 */
export async function recover(
  context: Pick<CommandContext, 'host' | 'tasks'>,
  plan: RecoveryPlan,
  mode: Mode,
): Promise<Report> {
  const { host, tasks } = context;
  const fleet = await loadSomeFleet(host, plan.registry);
  const strategy = await readStrategy(host);
  const more = plan.region === undefined ? [] : [`AWS_DEFAULT_REGION=${plan.region}`];
  const access = await accessTo(host, strategy, more);
  const began = new Date();
  const id = newDeploymentId(began);
  const which = mode === 'test' ? 'test' : id;
  const coming = plan.machines.map(({ name, standby }): Coming => {
    const target = machineNamed(fleet, standby ?? name);
    const folder = standby === undefined ? '' : folderFor(plan.name, which, name);
    return { name, target, standby: standby !== undefined, folder, steps: [] };
  });
  const { clean } = await host.service(sanitizer);
  const connections = await connectionsFor(host, fleet);
  const spans = new Map<string, number>();
  const started = performance.now();
  try {
    const work = workOf(context, plan, mode, access, (machine, signal) =>
      connections.to(machine, signal),
    );
    for (const phase of phases)
      await tasks.run(phase, async (task) => {
        const start = performance.now();
        const alive = coming.filter(({ steps }) => !steps.some(({ state }) => state === 'failed'));
        for (const one of coming)
          if (!alive.includes(one)) one.steps.push({ phase, state: 'left' });
        await task.all(
          alive,
          { title: ({ name }) => name, concurrency: 64, onError: 'collect' },
          async (one, own) => {
            const from = performance.now();
            const step = await work(phase, one, own).catch(
              (error: unknown): Omit<Step, 'phase'> => {
                if (own.signal.aborted) throw error;
                const { what, why } = anyFault(error, clean);
                return { state: 'failed', why: why === undefined ? what : `${what}: ${why}` };
              },
            );
            const isMeasured = step.state === 'passed' || step.state === 'failed';
            one.steps.push({ phase, ...step, ...(isMeasured && { seconds: since(from) }) });
          },
        );
        task.signal.throwIfAborted();
        if (coming.some(({ steps }) => steps.at(-1)?.seconds !== undefined))
          spans.set(phase, since(start));
      });
    const seconds = since(started);
    const left = mode === 'test' ? await takeAway(coming) : [];
    const records = await readRecords(host);
    const machines = coming.map((one) =>
      recovered(one, began, knownOf(records, one.name).restored?.seconds),
    );
    const base = {
      ...{ id, plan: plan.name, mode, began: began.toISOString() },
      ...{ objectives: plan.objectives, machines, saved: [] },
    };
    const judged = judge(plan, machines, spans, mode === 'dry-run' ? 0 : seconds);
    const findings = [...judged.findings, ...left];
    if (mode !== 'dry-run') return { ...base, seconds, ...judged, findings };
    return { ...base, ...judged, verdict: judged.verdict === 'failed' ? 'failed' : 'planned' };
  } catch (error) {
    if (mode === 'test') await takeAway(coming);
    throw error;
  } finally {
    connections.close();
  }
}

const since = (start: number): number => Math.round(performance.now() - start) / 1000;

function recovered(one: Coming, began: Date, last: number | undefined): Recovered {
  const { name, target, standby, found, files, steps, folder, isThere } = one;
  const age = found === undefined ? undefined : began.getTime() - Date.parse(found.backup.made);
  return {
    ...{ name, on: target.name, standby, steps },
    ...(found !== undefined && { backup: { id: found.backup.id, made: found.backup.made } }),
    ...(age !== undefined && { ageSeconds: Math.max(0, Math.round(age / 1000)) }),
    ...(files !== undefined && { files }),
    ...(isThere === true && { folder }),
    ...(last !== undefined && { lastSeconds: last }),
  };
}

/** One phase for one machine. */
function workOf(
  { host }: Pick<CommandContext, 'host'>,
  plan: RecoveryPlan,
  mode: Mode,
  access: (machine: string) => Access,
  connect: (machine: KnownMachine, signal: AbortSignal) => Promise<Remote>,
) {
  const commandsOf = (phase: Phase) =>
    plan.phases.find((one) => one.phase === phase)?.commands ?? [];
  const untested = (why: string): Omit<Step, 'phase'> => ({ state: 'not-tested', why });
  return async (phase: Phase, one: Coming, task: Task): Promise<Omit<Step, 'phase'>> => {
    const { name, target, folder, standby } = one;
    const { signal } = task;
    const commands = commandsOf(phase);
    if (phase === 'provision') {
      if (commands.length === 0) return untested('the plan has no --provision');
      if (!standby) return untested('it has no standby');
      if (mode === 'dry-run') return { state: 'planned' };
      await runHere(host, commands, { name, place: target.host, mode }, signal);
      return { state: 'passed' };
    }
    if (phase === 'assess') {
      const remote = await connect(target, signal);
      const repository = { machine: name, place: placeOn(remote), access: access(name), signal };
      const backup = backupNamed(await listBackups(repository), name, undefined);
      one.found = { backup, repository, remote };
      return { state: 'passed' };
    }
    if (mode === 'dry-run') return { state: 'planned' };
    if (one.found === undefined) return { state: 'left' };
    if (phase === 'restore') {
      // Provisioning may have put another system there.
      const remote = await connect(target, signal);
      const repository = { ...one.found.repository, place: placeOn(remote), signal };
      one.found = { ...one.found, remote };
      // What a test that was broken off has left.
      if (mode === 'test' && standby) await clear(remote, folder, signal);
      const { files } = await readBack(host, repository, one.found.backup, folder);
      one.isThere = folder !== '';
      one.files = files;
      return { state: 'passed' };
    }
    if (commands.length === 0)
      return untested(
        phase === 'activate' ? 'the plan has no --activate' : 'the plan has no --check',
      );
    if (!standby) return untested('it has no standby');
    await runOnStandby(one.found.remote, commands, { folder, name, mode }, signal);
    return { state: 'passed' };
  };
}

/** A test leaves nothing that it has restored. @returns what it could not take away. */
async function takeAway(coming: readonly Coming[]): Promise<readonly string[]> {
  const left = await Promise.all(
    coming.map(async (one) => {
      if (one.isThere !== true || one.found === undefined) return [];
      try {
        await clear(one.found.remote, one.folder, AbortSignal.timeout(600_000));
        one.isThere = false;
        return [];
      } catch {
        return [`${one.folder} could not be taken away from ${one.target.name}`];
      }
    }),
  );
  return left.flat();
}

/** FOLDER, and the folders above that have nothing else in them. */
const script = `
rm -rf -- "$1" "$1.nixai" || exit 1
above=$(dirname -- "$1")
[ ! -d "$above" ] || rmdir -p --ignore-fail-on-non-empty -- "$above"
`;

async function clear(remote: Remote, folder: string, signal: AbortSignal): Promise<void> {
  const { code, stderr } = await asRoot(remote, script, [folder], { signal, timeout: 600_000 });
  if (code !== 0) throw new Error(stderr);
}
