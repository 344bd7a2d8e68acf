import { NixaiError, type CommandContext, type ReadConfiguration } from '@nixai/api';
import type { Wanted } from '../deploy/configuration/build.js';
import { editConfigurations, type MachineEdits } from '../edits/plan.js';
import type { Edited } from '../edits/result.js';
import { editsIn, type OptionEdit, type WantedEdit } from '../edits/wanted.js';
import { readSamples } from '../performance/store.js';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { onEach } from '../ssh/each.js';
import { createWrittenReader } from '../written/configurations.js';
import { adviceFor, measuredOf, type Advice } from './advice.js';
import { readUsage } from './probe.js';
import type { OptimizedMachine } from './result.js';

type Context = Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>;

/** Asks machines what they have, and says what would do them good. @param period seconds. */
export async function adviseMachines(
  context: Context,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  period: number,
): Promise<readonly OptimizedMachine[]> {
  const { host } = context;
  const since = Date.now() - period * 1000;
  const outcomes = await onEach(context, fleet, machines, 'looking', async (remote, { signal }) => {
    const usage = await readUsage(remote, signal);
    if (usage === undefined)
      throw new NixaiError({
        code: 'machine-refused',
        what: `what ${remote.machine.name} says of itself was not understood`,
      });
    const samples = await readSamples(host, remote.machine.name, since);
    return { samples: samples.length, advice: adviceFor(usage, measuredOf(samples)) };
  });
  return outcomes.map((outcome) => {
    const { name, host: at } = outcome.machine;
    return outcome.ok
      ? { name, host: at, ...outcome.value }
      : { name, host: at, fault: outcome.fault, samples: 0, advice: [] };
  });
}

export interface Applying {
  readonly wanted: Wanted;
  /** Whether each advice is a question of its own. */
  readonly isEach: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** Writes advice into the files of configurations: all of it in one question, or each in its own. */
export async function applyAdvice(
  context: Context,
  machines: readonly KnownMachine[],
  advised: readonly OptimizedMachine[],
  { wanted, isEach, dryRun, yes }: Applying,
): Promise<readonly Edited[]> {
  const about = 'machines optimize --apply-recommendations';
  const due = advised.filter(({ advice }) => advice.length > 0);
  const edits = async (choose: (one: Advice) => boolean): Promise<readonly MachineEdits[]> => {
    // Read anew: what was written before is to be seen.
    const writtenFor = createWrittenReader(context.host, wanted);
    const all: MachineEdits[] = [];
    for (const { name, advice } of due) {
      const machine = machines.find((one) => one.name === name);
      const chosen = advice.filter(choose);
      if (machine === undefined || chosen.length === 0) continue;
      all.push({
        machine: name,
        written: await writtenFor(machine),
        wanted: chosen.map(wantedOf),
      });
    }
    return all;
  };
  if (due.length === 0) return [];
  if (!isEach)
    return [await editConfigurations(context, await edits(() => true), { about, dryRun, yes })];
  const done: Edited[] = [];
  for (const id of new Set(due.flatMap(({ advice }) => advice.map((one) => one.id))))
    done.push(
      await editConfigurations(context, await edits((one) => one.id === id), {
        about,
        dryRun,
        yes,
      }),
    );
  return done;
}

function wantedOf({ id, nix }: Advice): WantedEdit {
  const edits = editsIn(nix);
  return {
    id,
    edits,
    // A value that somebody has chosen is not replaced by advice.
    keeps: true,
    holds: (read) => edits.every((edit) => isWritten(edit, read)),
  };
}

/** Whether the one definition of an option is the value that was advised. */
function isWritten({ path, value }: OptionEdit, read: ReadConfiguration): boolean {
  const [only, ...others] = read.configuration.definitions([...path]);
  return (
    only !== undefined &&
    others.length === 0 &&
    !only.conditional &&
    read.textOf(only)?.trim() === value.trim()
  );
}
