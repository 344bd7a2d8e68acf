import { schema, type CommandContext, type Infer } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { faultSchema, onEach } from '../ssh/each.js';
import { healthChecksOf } from './checks.js';

const { object, string, list, boolean, integer, optional, described, oneOf } = schema;

const statusSchema = oneOf('ok', 'minor', 'major', 'critical', 'unknown', 'skipped');

const resultSchema = object({
  check: described('The id of the check', string),
  title: string,
  status: statusSchema,
  target: optional(described('What of it, where there are several', string)),
  summary: string,
  evidence: list(string),
  cause: optional(described('What nixai diagnose says of it', string)),
  fix: optional(
    object({
      title: string,
      code: optional(described('To paste, on that machine', string)),
      language: optional(oneOf('sh', 'nix')),
    }),
  ),
});

export const machineHealthSchema = object({
  name: string,
  host: string,
  fault: optional(faultSchema),
  health: optional(
    object({
      nixos: boolean,
      status: described('The worst of all that is known', statusSchema),
      counts: object({
        ok: integer,
        minor: integer,
        major: integer,
        critical: integer,
        unknown: integer,
        skipped: integer,
      }),
      results: list(resultSchema),
    }),
  ),
});
export type MachineHealth = Infer<typeof machineHealthSchema>;
export type CheckResult = Infer<typeof resultSchema>;

export interface HealthRequest {
  readonly checks: readonly string[];
  readonly profile?: string;
  readonly production: boolean;
}

/** Looks at machines by the checks of the plugin `health`, each over its own connection. */
export async function checkHealth(
  context: Pick<CommandContext, 'host' | 'tasks'>,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  request: HealthRequest,
): Promise<readonly MachineHealth[]> {
  const checks = await healthChecksOf(context.host);
  const outcomes = await onEach(context, fleet, machines, 'looking at machines', (remote, task) =>
    checks.look(remote, {
      ...request,
      configuration: remote.machine.nixosPath ?? '/etc/nixos',
      task,
    }),
  );
  return outcomes.map((outcome) => {
    const { name, host } = outcome.machine;
    if (!outcome.ok) return { name, host, fault: outcome.fault };
    const { nixos, status, counts, results } = outcome.value;
    return { name, host, health: { nixos, status, counts, results: results.map(shown) } };
  });
}

/** What is shown of a check, without what the plugin `health` has besides. */
function shown({ check, title, status, target, summary, evidence, cause, fix }: CheckResult) {
  return {
    check,
    title,
    status,
    ...(target !== undefined && { target }),
    summary,
    evidence,
    ...(cause !== undefined && { cause }),
    ...(fix !== undefined && {
      fix: {
        title: fix.title,
        ...(fix.code !== undefined && { code: fix.code }),
        ...(fix.language !== undefined && { language: fix.language }),
      },
    }),
  };
}
