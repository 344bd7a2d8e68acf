import type { View } from '@nixai/api';
import type { Changes } from '../deploy/changes.js';
import type { HandedOver } from '../backends/handOver.js';
import { hasNothingToDo, planText, shortPath } from '../deploy/deploy.js';
import type { DryActivation } from '../deploy/dryActivation.js';
import type { Deployment } from '../deploy/record.js';
import type { PlanSettings } from '../deploy/settings.js';
import { changeLines } from './changes.js';
import { renderDeployment } from './deployment.js';
import { orderLines } from './order.js';

interface Deployed {
  readonly plan: readonly (Parameters<typeof planText>[0] & {
    readonly name: string;
  })[];
  readonly settings?: PlanSettings;
  readonly dryActivation?: readonly DryActivation[];
  readonly handedOver?: HandedOver;
  readonly changes: Changes;
  readonly deployment?: Deployment;
  readonly dryRun: boolean;
}

/** What was done, or what would be. */
export function renderDeployed(deployed: Deployed, view: View): string {
  const { plan, settings, changes, deployment, dryActivation, handedOver, dryRun } = deployed;
  if (deployment !== undefined) return renderDeployment(deployment, view);
  if (handedOver !== undefined) return handedOverText(handedOver, view);
  if (dryActivation !== undefined)
    return dryActivation.map((one) => dryText(one, view)).join('\n\n');
  const mode = settings?.mode ?? 'switch';
  const width = Math.max(...plan.map(({ name }) => name.length));
  const lines = plan.map((one) => `${one.name.padEnd(width)}  ${planText(one, mode)}`);
  if (plan.every((one) => hasNothingToDo(one, mode)))
    return [...lines, 'Nothing to do.'].join('\n');
  const how = [
    ...changes.flatMap(changeLines),
    ...(settings === undefined ? [] : orderLines(settings)),
  ];
  return [
    ...lines,
    ...how.map((line) => view.wrap(line.trimStart(), line.startsWith('  ') ? 2 : 0)),
    dryRun ? 'Nothing was done (--dry-run).' : 'Nothing was done.',
  ].join('\n');
}

/** What a machine says that its new system would do. */
function dryText({ name, code, fault, log, ...units }: DryActivation, view: View): string {
  const { style } = view;
  if (fault !== undefined) {
    const why = fault.why === undefined ? '' : `: ${fault.why}`;
    return [`${style.heading(name)} could not be asked`, view.wrap(`${fault.what}${why}`, 2)].join(
      '\n',
    );
  }
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['would stop', units.stop],
    ['would restart', units.restart],
    ['would reload', units.reload],
    ['would start', units.start],
    ['stay as they are', units.kept],
  ];
  const said = rows.filter(([, names]) => names.length > 0);
  return [
    style.heading(name),
    ...said.map(([what, names]) => view.wrap(`${what}: ${names.join(', ')}`, 2)),
    ...(said.length === 0 ? ['  no unit would be touched'] : []),
    ...(code === 0
      ? []
      : [style.bad(`  it ended with ${code}`), ...log.slice(-5).map((line) => `  ${line}`)]),
    '  Nothing was activated.',
  ].join('\n');
}

/** What machines say after another program had them. */
function handedOverText({ backend, argv, code, machines }: HandedOver, view: View): string {
  if (code === undefined) return `${argv.join(' ')}\nNothing was done.`;
  const { good, bad, dim } = view.style;
  const width = Math.max(...machines.map(({ name }) => name.length));
  const lines = machines.map(({ name, after, changed, fault }) => {
    const said =
      fault === undefined
        ? changed
          ? good(`another system than before: runs ${shortPath(after)}`)
          : dim(`as before: runs ${shortPath(after)}`)
        : bad(fault.what);
    return `${name.padEnd(width)}  ${said}`;
  });
  return [...lines, `${backend} ended with ${code}.`].join('\n');
}
