import type { View } from '@nixai/api';
import type { Integrity } from '../integrity/result.js';
import { hanging } from './backup.js';
import { bytes, plural } from './bytes.js';

const shown = 20;

/** What was looked at, what is damaged, and what was not looked at. */
export function renderIntegrity(result: Integrity, view: View): string {
  const { checked, findings, left, seconds } = result;
  const { style } = view;
  const read = checked.map(
    ({ what, items, bytes: some }) =>
      `${what}: ${items}${some === undefined ? '' : `, ${bytes(some)} read`}`,
  );
  const verdict =
    findings.length === 0
      ? style.good(`No damage found in ${seconds} s.`)
      : style.bad(`${plural(findings.length, 'damage', 'damages')} found in ${seconds} s:`);
  const more = findings.length - shown;
  return [
    verdict,
    ...findings.slice(0, shown).map(({ what, why }) => hanging(view, `${what}: ${why}`)),
    ...(more > 0 ? [`  and ${more} more (--json has them all)`] : []),
    'Looked at:',
    ...read.map((line) => hanging(view, line)),
    ...(left.length === 0 ? [] : ['Not looked at:']),
    ...left.map((line) => hanging(view, line)),
  ].join('\n');
}
