import { ExitCode, NixaiError, type CommandContext, type Host } from '@nixai/api';
import { buildSystems } from '../deploy/configuration/build.js';
import { readRecords } from '../deploy/record.js';
import type { KnownMachine } from '../registry/load.js';
import { lastDeployed } from '../status/lastDeployed.js';
import type { Expected } from './judge/systems.js';

/** What machines are compared with. */
export interface Against {
  /** The last deployment from here where there is one, if nothing is said. */
  readonly kind?: 'last-deploy' | 'flake' | 'file';
  readonly flake?: string;
  readonly config?: string;
}

const deploymentsRead = 500;

/** The system that each machine is expected to run. A configuration is evaluated here, and not built. */
export async function expectedSystems(
  { host, tasks }: Pick<CommandContext, 'host' | 'tasks'>,
  machines: readonly KnownMachine[],
  { kind, flake, config }: Against,
): Promise<ReadonlyMap<string, Expected>> {
  if (kind === 'flake' || kind === 'file') {
    const wanted = {
      ...(flake !== undefined && { flake }),
      ...(config !== undefined && { config }),
    };
    refuseOther(kind, machines, wanted);
    const systems = await tasks.run('evaluating what is meant', (task) =>
      buildSystems(host, machines, wanted, 'target', task),
    );
    return new Map(
      [...systems].map(([name, { path }]) => [name, { system: path, by: `its ${kind}` }]),
    );
  }
  return lastSystems(host, machines);
}

async function lastSystems(
  host: Host,
  machines: readonly KnownMachine[],
): Promise<ReadonlyMap<string, Expected>> {
  const last = lastDeployed(await readRecords(host, deploymentsRead));
  return new Map(
    machines.map(({ name }): [string, Expected] => {
      const one = last.get(name);
      return [
        name,
        one === undefined
          ? { why: 'nothing was deployed to it from here; --against flake compares with a flake' }
          : { system: one.system, by: `the deployment ${one.id} of ${one.by}` },
      ];
    }),
  );
}

/** @throws NixaiError `usage` where a machine's registry names the other kind. */
function refuseOther(
  kind: 'flake' | 'file',
  machines: readonly KnownMachine[],
  wanted: Omit<Against, 'kind'>,
): void {
  const given = kind === 'flake' ? wanted.flake : wanted.config;
  const lacking = machines.filter(
    (one) => given === undefined && one[kindField[kind]] === undefined,
  );
  if (lacking.length === 0) return;
  throw new NixaiError({
    code: 'usage',
    what: `no ${kind} is known for ${lacking.map(({ name }) => name).join(', ')}`,
    hint: kind === 'flake' ? '--flake REF' : '--config FILE',
    exitCode: ExitCode.usage,
  });
}

const kindField = { flake: 'flake', file: 'config' } as const;
