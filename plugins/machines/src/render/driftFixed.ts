import type { TreeNode, View } from '@nixai/api';
import type { DriftFixed, FixedFinding, FixedMachine } from '../drift/fix/result.js';
import { renderDeployment } from './deployment.js';
import { mending } from './drift.js';

const words: Readonly<Record<FixedFinding['outcome'], string>> = {
  mended: 'mended',
  'to-be-mended': 'would be',
  'still-there': 'STILL THERE',
  recommended: 'by hand',
  left: 'left',
  agreed: 'agreed',
};

/** What became of each finding, and of the deployment that mends them. */
export function renderDriftFixed({ machines, deployment, dryRun }: DriftFixed, view: View): string {
  const trees = machines.map((one) => view.tree(machineNode(one, view)));
  const outcomes = machines.flatMap(({ findings }) => findings.map(({ outcome }) => outcome));
  const count = (outcome: FixedFinding['outcome']): number =>
    outcomes.filter((one) => one === outcome).length;
  const open = outcomes.length - count('mended') - count('agreed');
  const end =
    deployment === undefined
      ? count('to-be-mended') === 0
        ? 'Nothing that a deployment would mend; nothing was done.'
        : `Nothing was done${dryRun ? ' (--dry-run)' : ''}.`
      : `${count('mended')} mended, ${open} left`;
  return [
    ...(deployment === undefined ? [] : [renderDeployment(deployment, view)]),
    ...trees,
    end,
  ].join('\n\n');
}

function machineNode({ name, host, fault, why, findings }: FixedMachine, view: View): TreeNode {
  const { style } = view;
  return {
    label: `${style.heading(name)} ${style.dim(`(${host})`)}`,
    children: [
      ...(fault === undefined ? [] : [{ label: style.bad(fault.what) }]),
      ...(why === undefined ? [] : [{ label: style.warn(`left alone: ${why}`) }]),
      ...(findings.length === 0 && fault === undefined
        ? [{ label: style.good('nothing found') }]
        : findings.map((one) => findingNode(one, view))),
    ],
  };
}

function findingNode({ finding, outcome }: FixedFinding, { style }: View): TreeNode {
  const { kind, subject, severity, mends } = finding;
  const isOver = outcome === 'mended' || outcome === 'agreed';
  const colour = outcome === 'mended' ? style.good : isOver ? style.dim : style.warn;
  return {
    label: `${colour(words[outcome].padEnd(11))} ${severity.padEnd(8)} ${style.bold(`${kind} ${subject}`)}`,
    children: outcome === 'recommended' ? [{ label: `→ ${mending[mends]}` }] : [],
  };
}
