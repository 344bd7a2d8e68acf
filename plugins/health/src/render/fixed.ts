import type { View } from '@nixai/api';
import type { Fixed } from '../results/report.js';

/** What --auto-fix did, and what it leaves to a person. */
export function renderFixed(fixed: readonly Fixed[], view: View): string {
  const { style } = view;
  if (fixed.length === 0) return 'Nothing of it can be mended without you.';
  return view.tree({
    label: style.heading('mended'),
    children: fixed.map(({ what, command, outcome, after, why }) => {
      const said =
        outcome === 'done'
          ? style.good(`done${after === undefined ? '' : `, ${after} now`}`)
          : outcome === 'failed'
            ? style.bad(`failed: ${why ?? ''}`)
            : outcome === 'planned'
              ? 'would be done'
              : style.warn('left to you');
      return {
        label: `${what}: ${said}`,
        children: outcome === 'done' ? [] : [{ label: style.code(command.join(' ')) }],
      };
    }),
  });
}
