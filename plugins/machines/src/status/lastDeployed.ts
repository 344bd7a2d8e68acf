import { schema, type Infer } from '@nixai/api';
import type { Deployment } from '../deploy/record.js';

const { object, string, integer, optional, described } = schema;

/** What was last deployed to a machine from here, by the records of deployments. */
export const deployedSchema = object({
  id: described('Of the deployment, for nixai machines history', string),
  date: described('ISO 8601', string),
  by: described('USER@HOST', string),
  system: described('The system that the machine was left on', string),
  generation: optional(described('Its number on the machine, where it is there still', integer)),
  behind: optional(described('How many generations older the one that runs is', integer)),
});
export type Deployed = Infer<typeof deployedSchema>;

/** By machine, the newest deployment that left it on the system that was meant. */
export function lastDeployed(deployments: readonly Deployment[]): ReadonlyMap<string, Deployed> {
  const found = new Map<string, Deployed>();
  for (const { id, date, by, machines } of deployments)
    for (const { name, to, verdict } of machines)
      if (!found.has(name) && verdict === 'new') found.set(name, { id, date, by, system: to });
  return found;
}

/** How far what runs is behind what was deployed, as far as the generations that are there tell. */
export function standing(
  deployed: Deployed,
  generation: number | undefined,
  current: string | undefined,
  deployedGeneration: number | undefined,
): Deployed {
  if (deployedGeneration === undefined) return deployed;
  const known = { ...deployed, generation: deployedGeneration };
  if (current === deployed.system || generation === undefined) return known;
  const behind = deployedGeneration - generation;
  return behind > 0 ? { ...known, behind } : known;
}

/** One sentence where the machine runs something else than it was left on, and no boot brings that. */
export function strayed(
  deployed: Deployed,
  current: string | undefined,
  next: string | undefined,
): string | undefined {
  if (current === undefined || [current, next].includes(deployed.system)) return undefined;
  const { behind, date } = deployed;
  const when = `what was deployed from here on ${date.slice(0, 10)}`;
  if (behind === undefined) return `it runs another system than ${when}`;
  return `it runs ${behind === 1 ? 'the generation before' : `a system ${behind} generations older than`} ${when}`;
}
