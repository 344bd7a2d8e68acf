import type { View } from '@nixai/api';
import type { Executed } from '../exec/exec.js';

/** What went wrong, below what was said; nothing where all went well. */
export function renderExecuted(results: readonly Executed[], { style }: View): string {
  const failed = results.filter(({ code }) => code !== 0);
  if (failed.length === 0) return style.dim(`ok on ${results.length} of ${results.length}`);
  const lines = failed.map(({ name, code, fault }) =>
    fault === undefined
      ? `${style.bad(name)}: it ended with ${code}`
      : `${style.bad(name)}: ${fault.what}${fault.why === undefined ? '' : `: ${fault.why}`}${fault.hint === undefined ? '' : `\n  → ${fault.hint}`}`,
  );
  return `${lines.join('\n')}\nok on ${results.length - failed.length} of ${results.length}`;
}
