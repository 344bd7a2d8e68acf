import type { View } from '@nixai/api';
import type { Updated } from '../commands/devenv/update-options.js';

const most = 8;

/** What is held to now, and how it differs from before. */
export function renderUpdated(updated: Updated, { style, wrap }: View): string {
  const { changed, before, against, added, removed, retyped } = updated;
  if (!changed) return `options are held to ${style.bold(against)}, as before`;
  const lines = [
    `options are held to ${style.bold(against)} now; before: ${before}`,
    ...(added.length > 0 ? [`${style.good('new')} (${added.length}): ${some(added)}`] : []),
    ...(removed.length > 0 ? [`${style.bad('gone')} (${removed.length}): ${some(removed)}`] : []),
    ...(retyped > 0 ? [`another type: ${retyped}`] : []),
  ];
  return lines.map((line) => wrap(line)).join('\n');
}

const some = (names: readonly string[]): string =>
  names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${names.length - most} more (--json has all)`;
