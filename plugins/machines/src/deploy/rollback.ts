import { ExitCode, NixaiError, type Action, type CommandContext } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { anyFault, connectionsFor, type Fault } from '../ssh/each.js';
import type { Remote } from '../ssh/remote.js';
import type { DeploySettings, Part } from './carryOut.js';
import { carryOutParts, shortPath } from './deploy.js';
import type { Deployment } from './record.js';

const generationsScript = `
cd /nix/var/nix/profiles || exit 1
printf 'current\\t%s\\n' "$(readlink -e /run/current-system)"
printf 'link\\t%s\\n' "$(readlink system)"
for link in system-*-link; do printf '%s\\t%s\\n' "$link" "$(readlink -f "$link")"; done
`;

interface Generations {
  readonly current?: string;
  readonly generation?: number;
  /** System by number. */
  readonly all: ReadonlyMap<number, string>;
}

async function readGenerations(remote: Remote): Promise<Generations> {
  const { stdout } = await remote.script(generationsScript, []);
  const pairs = stdout.split('\n').map((line) => line.split('\t') as [string, string?]);
  const said = (key: string) => pairs.find(([one]) => one === key)?.[1];
  const number = (link: string | undefined) => Number(/^system-(\d+)-link$/.exec(link ?? '')?.[1]);
  const all = pairs.flatMap(([link, system]) =>
    Number.isInteger(number(link)) && system ? [[number(link), system] as const] : [],
  );
  const generation = number(said('link'));
  return {
    current: said('current'),
    ...(Number.isInteger(generation) && { generation }),
    all: new Map(all),
  };
}

export interface RolledBack {
  readonly plan: readonly {
    readonly name: string;
    readonly from?: string;
    readonly to?: string;
    readonly generation?: number;
    readonly fault?: Fault;
  }[];
  readonly deployment?: Deployment;
}

/**
 * Takes machines to an earlier generation, by the same protocol as a deployment.
 * @param to its number; the one before the current one when absent.
 */
export async function rollBack(
  context: Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  to: number | undefined,
  settings: DeploySettings,
  approval: { readonly dryRun: boolean; readonly yes: boolean },
): Promise<RolledBack> {
  const connections = await connectionsFor(context.host, fleet);
  try {
    const settled = await context.tasks.run('looking at the machines', (task) =>
      task.all(
        machines,
        { title: ({ name }) => name, concurrency: 64, onError: 'collect' },
        async (machine, one) => {
          const generations = await readGenerations(await connections.to(machine, one.signal));
          return targetOf(machine, generations, to);
        },
      ),
    );
    const plan = settled.map((one) =>
      one.ok ? one.value : { machine: one.item, fault: anyFault(one.error, (text) => text) },
    );
    const parts = plan.flatMap((one): Part[] =>
      'to' in one ? [{ ...one, bytes: 0, isThere: true }] : [],
    );
    const actions = plan.map((one): Action => {
      const { name } = one.machine;
      const detail =
        'to' in one
          ? `${name}: ${shortPath(one.from)} → generation ${one.generation}, ${shortPath(one.to)}\n`
          : `${name}: left alone: ${one.fault.what}\n`;
      return { kind: 'run', target: name, detail };
    });
    const deployment = await carryOutParts(context, { fleet, connections }, parts, settings, {
      actions: parts.length === 0 ? [] : actions,
      ...approval,
    });
    return {
      plan: plan.map(({ machine, ...rest }) => ({ name: machine.name, ...rest })),
      ...(deployment && { deployment }),
    };
  } finally {
    connections.close();
  }
}

/** The generation that is meant. @throws NixaiError `no-generation`. */
function targetOf(machine: KnownMachine, { all, current, generation }: Generations, to?: number) {
  const earlier = [...all.keys()].filter((one) => generation !== undefined && one < generation);
  const wanted = to ?? Math.max(...earlier);
  const system = all.get(wanted);
  if (system === undefined)
    throw new NixaiError({
      code: 'no-generation',
      what: `${machine.name} has no ${to === undefined ? 'earlier generation' : `generation ${to}`}`,
      why: `it has ${[...all.keys()].join(', ')}`,
      exitCode: ExitCode.refused,
    });
  return { machine, from: current, to: system, generation: wanted };
}
