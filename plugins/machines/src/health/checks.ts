import { ExitCode, NixaiError, token, type Host, type Task } from '@nixai/api';
import type { Remote } from '../ssh/remote.js';
import type { MachineHealth } from './health.js';

/** The part that is used here of what the plugin `health` offers. */
export interface HealthElsewhere {
  look(
    there: Pick<Remote, 'run' | 'script'>,
    options: {
      readonly checks: readonly string[];
      readonly profile?: string;
      readonly production: boolean;
      readonly configuration: string;
      readonly task: Task;
    },
  ): Promise<NonNullable<MachineHealth['health']>>;
}

const healthElsewhere = token<HealthElsewhere>('health.elsewhere');

/**
 * The checks of the plugin `health`.
 * @throws NixaiError `health-absent` (exit 5) where it is not installed.
 */
export async function healthChecksOf(host: Host): Promise<HealthElsewhere> {
  const found = await host.optional(healthElsewhere);
  if (found !== undefined) return found;
  throw new NixaiError({
    code: 'health-absent',
    what: 'the plugin health is not installed, and its checks are what machines are asked',
    hint: 'nixai plugins install @nixai/plugin-health',
    exitCode: ExitCode.refused,
  });
}
