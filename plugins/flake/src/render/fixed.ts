import type { View } from '@nixai/api';
import type { Fixed } from '../commands/flake/fix.js';
import { nearPath } from './nearPath.js';

/** Findings as a compiler shows them; the change itself has been shown. */
export function renderFixed(
  { file, findings, changed, diff, written, undo }: Fixed,
  view: View,
): string {
  const style = { error: view.style.bad, warning: view.style.warn, note: view.style.dim };
  const lines = findings.map(({ line, severity, rule, message, hint, mended }) => {
    const mark = mended
      ? view.style.good(written ? 'mended' : 'can be mended')
      : style[severity](severity);
    const head = `${nearPath(file)}:${line}: ${mark}: ${message} [${rule}]`;
    return hint === undefined ? head : `${head}\n${view.wrap(hint, 4)}`;
  });
  if (findings.length === 0) lines.push(view.style.good(`Nothing to mend in ${nearPath(file)}.`));
  if (changed && !written && diff !== undefined) lines.push('', view.code(diff.trimEnd(), 'text'));
  if (changed && !written) lines.push('', 'nixai flake fix --write  makes the change.');
  if (undo !== undefined) lines.push('', `nixai undo ${undo}  takes it back.`);
  return lines.join('\n');
}
