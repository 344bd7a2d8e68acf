import type { View } from '@nixai/api';
import type { Outcome } from '../build.js';
import { seconds } from './words.js';
import { nameOf } from '../storeName.js';

/** The outputs, as the bare tool prints them; or what failed, and why. */
export async function renderBuilt(outcome: Outcome, view: View): Promise<string> {
  const { code, outputs, failed, errors, show, hint } = outcome;
  if (code === 0) return outputs.join('\n');
  const names = failed.map((path) => nameOf(path));
  const head =
    names.length === 0
      ? `${outcome.argv.join(' ')} ended with ${code} after ${seconds(outcome.seconds)}.`
      : `${names.join(', ')} failed after ${seconds(outcome.seconds)}.`;
  const parts = [view.style.bad(view.wrap(head))];
  parts.push(show === undefined ? errors.join('\n') : await show(view));
  if (hint !== undefined)
    parts.push(`${view.wrap('For an output of the flake here:')}\n${view.code(hint, 'sh')}`);
  return parts.filter((part) => part !== '').join('\n\n');
}
