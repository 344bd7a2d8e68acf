import type { View } from '@nixai/api';
import type { Fixed } from '../results/report.js';

/** What --auto-fix did, and what it leaves to a person. */
export function renderFixed(fixed: readonly Fixed[], view: View): string {
  const { style } = view;
  if (fixed.length === 0) return 'Nothing of it can be mended without you.';
  return view.tree({
    label: style.heading('mended'),
    children: fixed.map((one) => {
      const { what, command, outcome } = one;
      const said = colourOf(outcome, style)(outcomeOf(one));
      return {
        label: `${what}: ${said}`,
        children: outcome === 'done' ? [] : [{ label: style.code(command.join(' ')) }],
      };
    }),
  });
}

/** What became of it, in words. */
export function outcomeOf({ outcome, after, why }: Fixed): string {
  switch (outcome) {
    case 'done':
      return `done${after === undefined ? '' : `, ${after} now`}`;
    case 'failed':
      return `failed: ${why ?? ''}`;
    case 'planned':
      return 'would be done';
    case 'left':
      return 'left to you';
  }
}

function colourOf(outcome: Fixed['outcome'], style: View['style']): (text: string) => string {
  if (outcome === 'done') return style.good;
  if (outcome === 'failed') return style.bad;
  return outcome === 'left' ? style.warn : (text) => text;
}
