import type { View } from '@nixai/api';
import type { NeovimSetup } from '../results/neovim.js';

/** What was done, and the line that is still to be written by hand. */
export function renderNeovim(result: NeovimSetup, view: View): string {
  const { action, files, line, diff, written, dryRun, undo } = result;
  const load = `Load it in init.lua:\n\n${view.code(line, 'text')}\n\nThen look: :checkhealth nixai`;
  if (action === 'status') {
    const rows = files.map(({ path, state }) => [path, state] as const);
    const isThere = files.some(({ state }) => state !== 'absent');
    return [view.pairs(rows), isThere ? load : 'Put it there: nixai neovim-setup'].join('\n\n');
  }
  if (dryRun)
    return diff === '' ? 'There is nothing to do.' : `${diff}\nNothing was written (--dry-run).`;
  const takenBack = undo === undefined ? '' : ` Taken back with: nixai undo ${undo}`;
  if (action === 'remove')
    return written
      ? `It is gone.${takenBack} The line that loads it is still in your settings.`
      : 'Nothing was changed.';
  if (written) return `It is in ${result.folder}.${takenBack}\n\n${load}`;
  return files.every(({ state }) => state === 'current')
    ? `It is there already.\n\n${load}`
    : 'Nothing was changed.';
}
