import type { View } from '@nixai/api';
import type { RolledBackResult } from '../../commands/migrate/rollback.js';

export function renderRolledBack(result: RolledBackResult, view: View): string {
  const { folder, restored, removed, changedSince, left, entries, equal, written, undo } = result;
  const lines: string[] = [];
  if (!written && equal < entries) {
    lines.push(`${entries - equal} of ${entries} in ${folder} are not as they were.`);
    for (const path of restored) lines.push(`  would be put back: ${path}`);
    for (const path of removed) lines.push(`  would go: ${path}`);
    lines.push('Nothing was written.');
  } else if (equal === entries)
    lines.push(
      view.style.good(`${folder} is as it was: ${equal} of ${entries} by hash, mode and owner.`),
    );
  else lines.push(view.style.bad(`${entries - equal} of ${entries} are not as they were.`));
  if (changedSince.length > 0)
    lines.push(view.wrap(`Changed after the migration: ${changedSince.join(', ')}.`));
  if (left.length > 0)
    lines.push(
      view.wrap(
        `Came after it, and stays: ${left.slice(0, 10).join(', ')}${left.length > 10 ? ', …' : ''}.`,
      ),
    );
  if (undo !== undefined) lines.push('', `nixai undo ${undo}  takes it back.`);
  return lines.join('\n');
}
