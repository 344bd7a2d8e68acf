import { sanitizer, schema, type CommandContext, type Infer } from '@nixai/api';
import { describeGroups } from '../registry/describe.js';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { faultSchema, onEach, type Outcome } from '../ssh/each.js';
import { readRecords } from '../deploy/record.js';
import { readFacts, type Facts } from './facts.js';
import { deployedSchema, lastDeployed, standing, strayed, type Deployed } from './lastDeployed.js';

/** How many deployments are looked through for the last one to a machine. */
const deploymentsRead = 500;

const { object, string, list, boolean, integer, number, optional, described, oneOf } = schema;

export const machineStatusSchema = object({
  name: string,
  host: string,
  groups: list(string),
  state: described(
    'refused: it is there, and its key or ours is not taken',
    oneOf('online', 'unreachable', 'refused'),
  ),
  fault: optional(faultSchema),
  answered: optional(described('Milliseconds from the question to the first answer', integer)),
  hostName: optional(string),
  version: optional(string),
  current: optional(described('The system that runs', string)),
  booted: optional(described('The system that was booted', string)),
  next: optional(described('The system of the next boot', string)),
  generation: optional(integer),
  deployed: optional(described('What was last deployed to it from here', deployedSchema)),
  rebootNeeded: optional(described('The kernel that runs is another', boolean)),
  failedUnits: optional(list(string)),
  uptime: optional(described('Seconds', number)),
  load: optional(number),
  processors: optional(integer),
  disks: list(object({ mount: string, size: integer, free: integer })),
  attention: described('What somebody should look at, one sentence each', list(string)),
});
export type MachineStatus = Infer<typeof machineStatusSchema>;

/** The disk with the least room, and how many percent of it are used. */
export function fullest(
  disks: MachineStatus['disks'],
): { readonly mount: string; readonly used: number } | undefined {
  const used = disks
    .filter(({ size }) => size > 0)
    .map(({ mount, size, free }) => ({ mount, used: Math.round((1 - free / size) * 100) }));
  return used.reduce<(typeof used)[number] | undefined>(
    (most, one) => (most === undefined || one.used > most.used ? one : most),
    undefined,
  );
}

/** Asks machines how they are. */
export async function readStatus(
  context: Pick<CommandContext, 'host' | 'tasks' | 'signal'>,
  fleet: Fleet,
  machines: readonly KnownMachine[],
): Promise<readonly MachineStatus[]> {
  const { clean } = await context.host.service(sanitizer);
  const deployed = lastDeployed(await readRecords(context.host, deploymentsRead));
  const outcomes = await onEach(context, fleet, machines, 'asking machines', (remote, task) =>
    readFacts(remote, task.signal, deployed.get(remote.machine.name)?.system),
  );
  const groups = describeGroups(fleet);
  return outcomes.map((outcome) => {
    const { name, host } = outcome.machine;
    const own = groups.filter((group) => group.machines.includes(name)).map((group) => group.name);
    return { name, host, groups: own, ...stateOf(outcome, deployed.get(name), clean) };
  });
}

function stateOf(
  outcome: Outcome<Facts>,
  last: Deployed | undefined,
  clean: (text: string) => string,
): Omit<MachineStatus, 'name' | 'host' | 'groups'> {
  if (outcome.ok) {
    const { bootId: _, deployedGeneration, ...facts } = cleanFacts(outcome.value, clean);
    const { generation, current, next } = facts;
    const deployed = last && standing(last, generation, current, deployedGeneration);
    const other = deployed && strayed(deployed, current, next);
    return {
      state: 'online',
      ...facts,
      ...(deployed && { deployed }),
      attention: [...attentionOf(facts), ...(other === undefined ? [] : [other])],
    };
  }
  const { fault } = outcome;
  const isThere =
    ['ssh-auth', 'ssh-config'].includes(fault.code) || fault.code.startsWith('host-key');
  const attention = [fault.why === undefined ? fault.what : `${fault.what}: ${fault.why}`];
  return {
    state: isThere ? 'refused' : 'unreachable',
    fault,
    ...(last && { deployed: last }),
    disks: [],
    attention,
  };
}

/** What a machine says is text of somebody else's. */
function cleanFacts(facts: Facts, clean: (text: string) => string): Facts {
  const texts = Object.entries(facts).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === 'string' ? clean(value) : value,
  ]);
  return {
    ...(Object.fromEntries(texts) as Facts),
    ...(facts.failedUnits && { failedUnits: facts.failedUnits.map(clean) }),
    disks: facts.disks.map((disk) => ({ ...disk, mount: clean(disk.mount) })),
  };
}

/** What somebody should look at. Each of these is something that a deployment or a boot would meet. */
export function attentionOf(facts: Omit<Facts, 'bootId'>): readonly string[] {
  const { failedUnits = [], rebootNeeded, current, next, disks } = facts;
  const full = disks.filter(({ size, free }) => size > 0 && free / size < 0.05);
  return [
    ...(current === undefined ? ['it has no /run/current-system: is it NixOS?'] : []),
    ...(failedUnits.length > 0 ? [`failed: ${failedUnits.join(', ')}`] : []),
    ...(current !== undefined && next !== undefined && current !== next
      ? ['the next boot brings another system than the one that runs']
      : []),
    ...(rebootNeeded === true ? ['a reboot is needed for the new kernel'] : []),
    ...full.map(({ mount, free }) => `${mount} has ${mebibytes(free)} MiB left`),
  ];
}

const mebibytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);
