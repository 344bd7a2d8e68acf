import { NixaiError, type Action, type CommandContext } from '@nixai/api';
import type { DeploySettings, Part } from '../../deploy/carryOut.js';
import { buildSystems } from '../../deploy/configuration/build.js';
import { carryOutParts, shortPath } from '../../deploy/deploy.js';
import type { Fleet, KnownMachine } from '../../registry/load.js';
import { connectionsFor } from '../../ssh/each.js';
import type { Connections } from '../../ssh/remote.js';
import { checkDrift } from '../check.js';
import type { Against } from '../expected.js';
import { isOpen, type Finding, type MachineDrift } from '../result.js';
import { chooseFix, type Choice, type Limit } from './choose.js';
import type { DriftFixed, FixedFinding, FixedMachine } from './result.js';

export interface FixRequest {
  readonly machines: readonly KnownMachine[];
  readonly against: Against;
  readonly limit: Limit;
  readonly settings: (all: number) => DeploySettings;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

type Context = Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>;
type Chosen = Extract<Choice, { readonly system: string }>;

/**
 * Activates on machines what they are meant to run, where that mends something, and looks again: only what
 * is not seen any more was mended.
 */
export async function fixDrift(
  context: Context,
  fleet: Fleet,
  { machines, against, limit, settings, dryRun, yes }: FixRequest,
): Promise<DriftFixed> {
  const before = await checkDrift(context, fleet, machines, against, false);
  const choices = new Map(before.map((one) => [one.name, chooseFix(one, limit)]));
  const due = machines.filter(({ name }) => 'system' in (choices.get(name) ?? {}));
  const shown = (after?: readonly MachineDrift[]): readonly FixedMachine[] =>
    before.map((one) => fixedMachine(one, choices.get(one.name) ?? {}, after));
  if (due.length === 0) return { machines: shown(), dryRun };
  const connections = await connectionsFor(context.host, fleet);
  try {
    const parts = await partsOf(context, connections, due, choices, against);
    const actions = due.map((machine): Action => {
      const choice = choices.get(machine.name) as Chosen;
      return { kind: 'run', target: machine.name, detail: actionText(machine.name, choice) };
    });
    const deployment = await carryOutParts(
      context,
      { fleet, connections },
      parts,
      settings(due.length),
      { actions, dryRun, yes },
    );
    if (deployment === undefined) return { machines: shown(), dryRun };
    const after = await checkDrift(context, fleet, due, against, false);
    return { machines: shown(after), deployment, dryRun };
  } finally {
    connections.close();
  }
}

const actionText = (name: string, { system, mended }: Chosen): string =>
  [
    `${name}: activates ${shortPath(system)}, which mends`,
    ...mended.flatMap(({ kind, subject, evidence }) => [
      `  ${kind} ${subject}`,
      ...evidence.slice(0, 6).map((line) => `    ${line}`),
    ]),
    '',
  ].join('\n');

/** What of a machine's findings is left, as a look after the deployment has it. */
function fixedMachine(
  { name, host, fault, findings }: MachineDrift,
  choice: Choice,
  after: readonly MachineDrift[] | undefined,
): FixedMachine {
  const now = after?.find((one) => one.name === name);
  const left = new Set(now?.findings.map(({ id }) => id));
  const outcomeOf = (finding: Finding): FixedFinding['outcome'] => {
    if (!isOpen(finding)) return 'agreed';
    if (finding.mends !== 'redeploy') return 'recommended';
    if (!('system' in choice)) return 'left';
    if (after === undefined) return 'to-be-mended';
    return now === undefined || now.fault !== undefined || left.has(finding.id)
      ? 'still-there'
      : 'mended';
  };
  const lookFault = fault ?? now?.fault;
  return {
    name,
    host,
    ...(lookFault !== undefined && { fault: lookFault }),
    ...('system' in choice ? { system: choice.system } : { why: choice.why }),
    findings: findings.map((finding) => ({ finding, outcome: outcomeOf(finding) })),
  };
}

/** Each machine's part: its system is there, is brought from here, or is built here first. */
async function partsOf(
  { host, tasks }: Context,
  connections: Connections,
  machines: readonly KnownMachine[],
  choices: ReadonlyMap<string, Choice>,
  { kind, flake, config }: Against,
): Promise<readonly Part[]> {
  const looked = await tasks.run('looking at the machines', (task) =>
    task.all(
      machines,
      { title: ({ name }) => name, concurrency: 64, onError: 'stop' },
      async (machine, { signal }): Promise<Part> => {
        const { system: to } = choices.get(machine.name) as Chosen;
        const remote = await connections.to(machine, signal);
        const { stdout } = await remote.script(thereScript, [to], { signal });
        const [from, there] = stdout.split('\n');
        const isThere = there === 'there';
        return { machine, to, from, bytes: 0, isThere, again: true };
      },
    ),
  );
  const found = looked.flatMap((one) => (one.ok ? [one.value] : []));
  const missing = found.filter(({ isThere }) => !isThere).map(({ machine }) => machine);
  if (missing.length === 0) return found;
  if (kind !== 'flake' && kind !== 'file') throw goneSystem(missing);
  const wanted = { flake, config };
  await tasks.run('building', (task) => buildSystems(host, missing, wanted, 'local', task));
  return found;
}

/** Whether the system $1 is there, after the one that runs. */
const thereScript = `readlink -e /run/current-system; [ -e "$1" ] && echo there; exit 0`;

const goneSystem = (machines: readonly KnownMachine[]): NixaiError =>
  new NixaiError({
    code: 'system-gone',
    what: `the system that ${machines.map(({ name }) => name).join(', ')} shall run is not there any more`,
    hint: 'nixai machines deploy brings one; --against flake builds it',
  });
