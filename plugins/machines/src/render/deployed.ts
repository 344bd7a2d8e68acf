import type { View } from '@nixai/api';
import { planText } from '../deploy/deploy.js';
import type { Deployment } from '../deploy/record.js';
import { renderDeployment } from './deployment.js';

interface Deployed {
  readonly plan: readonly (Omit<Parameters<typeof planText>[0], 'machine'> & {
    readonly name: string;
  })[];
  readonly deployment?: Deployment;
  readonly dryRun: boolean;
}

/** What was done, or what would be. */
export function renderDeployed({ plan, deployment, dryRun }: Deployed, view: View): string {
  if (deployment !== undefined) return renderDeployment(deployment, view);
  const width = Math.max(...plan.map(({ name }) => name.length));
  const lines = plan.map((one) => `${one.name.padEnd(width)}  ${planText(one)}`);
  const isSame = plan.every(({ from, to }) => from === to);
  const untold = 'Which units restart is only known on the machine, when it has the new system.';
  const end = isSame
    ? 'Nothing to do.'
    : dryRun
      ? `Nothing was done (--dry-run). ${untold}`
      : 'Nothing was done.';
  return [...lines, view.wrap(end)].join('\n');
}
