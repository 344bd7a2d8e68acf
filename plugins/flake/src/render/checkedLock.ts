import type { View } from '@nixai/api';
import type { LockChecked } from '../commands/flake/check-lock.js';
import { nearPath } from './nearPath.js';

export function renderCheckedLock({ file, inputs, nodes, facts }: LockChecked, view: View): string {
  const style = { error: view.style.bad, warning: view.style.warn, note: view.style.dim };
  const lines = facts.map(({ severity, rule, message, hint }) => {
    const head = view.wrap(`${style[severity](severity)}: ${message} [${rule}]`);
    return hint === undefined ? head : `${head}\n${view.wrap(hint, 4)}`;
  });
  const size = `${inputs} inputs, ${nodes} with theirs`;
  lines.push(
    facts.length === 0
      ? `${view.style.good('Nothing to say')} of ${nearPath(file)}: ${size}.`
      : `${facts.length} in ${nearPath(file)}: ${size}.`,
  );
  return lines.join('\n');
}
