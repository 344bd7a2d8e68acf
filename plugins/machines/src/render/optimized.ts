import type { View } from '@nixai/api';
import type { Optimized, OptimizedMachine } from '../optimize/result.js';
import { renderEdited } from './edited.js';

/** What would do machines good, each with its numbers, and what was written of it. */
export function renderOptimized({ machines, edited }: Optimized, view: View): string {
  const trees = machines.map((one) => view.tree(machineNode(one, view)));
  const made = (edited ?? []).map((one) => renderEdited(one, view));
  const hint =
    edited === undefined && machines.some(({ advice }) => advice.length > 0)
      ? [
          view.style.dim(
            'To write it: --apply-recommendations, one by one with --confirm-each as well.',
          ),
        ]
      : [];
  return [...trees, ...made, ...hint].join('\n\n');
}

function machineNode({ name, host, fault, samples, advice }: OptimizedMachine, { style }: View) {
  const measured =
    samples === 0 ? 'nothing was measured before' : `${samples} samples were looked at`;
  return {
    label: `${style.heading(name)} ${style.dim(`(${host}; ${measured})`)}`,
    children: [
      ...(fault === undefined ? [] : [{ label: style.bad(fault.what) }]),
      ...(fault === undefined && advice.length === 0
        ? [{ label: style.good('no number says that something should be another') }]
        : []),
      ...advice.map((one) => ({
        label: `${style.bold(one.id)}: ${one.title}`,
        children: [
          ...one.numbers.map((number) => ({ label: number })),
          { label: style.dim(`cost: ${one.cost}`) },
          { label: `→ ${one.nix}` },
        ],
      })),
    ],
  };
}
