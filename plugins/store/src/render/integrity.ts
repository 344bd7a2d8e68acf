import type { View } from '@nixai/api';
import type { Integrity } from '../integrity/result.js';
import { hanging } from './backup.js';
import { bytes, plural } from './bytes.js';

const shown = 20;

/** What was looked at, what is damaged, and what was not looked at. */
export function renderIntegrity(result: Integrity, view: View): string {
  const { checked, findings, notes, left, seconds, repair } = result;
  const { style } = view;
  const read = checked.map(
    ({ what, items, bytes: some }) =>
      `${what}: ${items}${some === undefined ? '' : `, ${bytes(some)} read`}`,
  );
  const verdict =
    findings.length === 0
      ? style.good(`No damage ${repair?.done ? 'left' : 'found'} in ${seconds} s.`)
      : style.bad(`${plural(findings.length, 'damage', 'damages')} found in ${seconds} s:`);
  const more = findings.length - shown;
  return [
    verdict,
    ...findings.slice(0, shown).map(({ what, why }) => hanging(view, `${what}: ${why}`)),
    ...(more > 0 ? [`  and ${more} more (--json has them all)`] : []),
    ...repairLines(repair, view),
    ...notes.map((line) => style.warn(view.wrap(`Note: ${line}.`))),
    'Looked at:',
    ...read.map((line) => hanging(view, line)),
    ...(left.length === 0 ? [] : ['Not looked at:']),
    ...left.map((line) => hanging(view, line)),
  ].join('\n');
}

function repairLines(repair: Integrity['repair'], view: View): readonly string[] {
  if (repair === undefined) return [];
  const { paths, done } = repair;
  if (paths.length === 0) return ['No backup there has what is damaged in the store.'];
  const title = done
    ? view.style.good('Put right, and read again:')
    : 'Whole in a backup, and not put right:';
  return [title, ...paths.map(({ path, from }) => hanging(view, `${path}, out of ${from}`))];
}
