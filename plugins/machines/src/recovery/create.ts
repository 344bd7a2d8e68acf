import { ExitCode, NixaiError, files, flag, type CommandContext, type Values } from '@nixai/api';
import { loadSomeFleet } from '../registry/load.js';
import { registryFlags, writeFlags } from '../registry/flags.js';
import { registryFile } from '../registry/places.js';
import { completeSelection } from '../select/complete.js';
import { machineNamed } from '../select/chosen.js';
import { selectMachines } from '../select/selector.js';
import { secondsOf } from '../durations.js';
import { goodName, phases, planFile, planText, type Phase, type RecoveryPlan } from './plan.js';
import type { Created } from './result.js';

const helpGroup = 'COMMANDS';

export const createFlags = {
  'primary-group': flag.string('The machines, group or @tag that is to come back', {
    required: true,
    complete: completeSelection,
  }),
  'recovery-time-objective': flag.string('What all of it may take: 15m', { required: true }),
  'recovery-point-objective': flag.string('How old what comes back may be: 4h', { required: true }),
  standby: flag.strings('MACHINE=STANDBY: the machine that takes its place'),
  'backup-region': flag.string('AWS_DEFAULT_REGION for restic, in a recovery'),
  target: flag.strings('PHASE=SPAN: what a phase may take: restore=4m'),
  provision: flag.strings('On this side, with $1 the machine and $2 the host of its standby', {
    helpGroup,
  }),
  activate: flag.strings('On each standby, in $NIXAI_RESTORED, with $NIXAI_MACHINE', { helpGroup }),
  check: flag.strings('On each standby after that: it has to end with 0', { helpGroup }),
  ...registryFlags,
  ...writeFlags,
};
export type CreateFlags = Values<typeof createFlags>;

/** Writes a plan: shown, asked for, taken back by `nixai undo`. */
export async function createPlan(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  name: string,
  flags: CreateFlags,
): Promise<Created> {
  if (!goodName.test(name))
    throw usage(`${JSON.stringify(name)} cannot be the name of a plan`, 'production-dr');
  const registry = flags['registry-path'];
  const fleet = await loadSomeFleet(host, registry);
  const words = flags['primary-group'].split(',').filter((word) => word !== '');
  const chosen = selectMachines(fleet, { machines: words }, false);
  const standbys = pairsIn(flags.standby, '--standby db1=standby1');
  const unknown = [...standbys.keys()].find(
    (one) => !chosen.some((machine) => machine.name === one),
  );
  if (unknown !== undefined)
    throw usage(`${unknown} is none of those that are to come back`, '--standby db1=standby1');
  for (const one of standbys.values()) machineNamed(fleet, one);
  const region = flags['backup-region'];
  if (region !== undefined && !/^[\w-]{1,40}$/.test(region))
    throw usage(`${JSON.stringify(region)} is no region`, '--backup-region us-west-2');
  const targets = pairsIn(flags.target, '--target restore=4m');
  const odd = [...targets.keys()].find((one) => !phases.some((phase) => phase === one));
  if (odd !== undefined) throw usage(`${JSON.stringify(odd)} is no phase`, phases.join(', '));
  const lines: Partial<Record<Phase, readonly string[]>> = {
    provision: flags.provision,
    activate: flags.activate,
    check: flags.check,
  };
  const plan: RecoveryPlan = {
    version: 1,
    name,
    machines: chosen.map(({ name: machine }) => {
      const standby = standbys.get(machine);
      return { name: machine, ...(standby !== undefined && { standby }) };
    }),
    ...(registry !== undefined && { registry: registryFile(registry) }),
    ...(region !== undefined && { region }),
    objectives: {
      recoverySeconds: secondsOf(flags['recovery-time-objective']),
      pointSeconds: secondsOf(flags['recovery-point-objective']),
    },
    phases: phases.map((phase) => {
      const target = targets.get(phase);
      const commands = (lines[phase] ?? []).map((run, at) => ({ name: `${phase} ${at + 1}`, run }));
      return { phase, ...(target !== undefined && { seconds: secondsOf(target) }), commands };
    }),
  };
  const file = planFile(host, name);
  const change = { path: file, content: planText(plan), mode: 0o600 };
  const about = `machines disaster-recovery plan create ${name}`;
  const planned = await (await host.service(files)).plan([change], about);
  const { yes = false, 'dry-run': dryRun = false } = flags;
  const done = await carryOut(planned, { yes, dryRun, question: 'Write this plan?' });
  return {
    ...{ plan, file, dryRun },
    written: !dryRun && (done !== undefined || planned.actions.length === 0),
    ...(done?.change !== undefined && { undo: done.change }),
  };
}

function pairsIn(words: readonly string[] | undefined, hint: string): ReadonlyMap<string, string> {
  return new Map(
    (words ?? []).flatMap((word) =>
      word.split(',').map((pair) => {
        const [, name = '', value = ''] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
        if (name === '') throw usage(`${JSON.stringify(pair)} is no pair`, hint);
        return [name, value] as const;
      }),
    ),
  );
}

const usage = (what: string, hint: string): NixaiError =>
  new NixaiError({ code: 'usage', what, hint, exitCode: ExitCode.usage });
