import type { View } from '@nixai/api';
import type { ShellChange, ShellStatus } from '../results/install.js';

/** What was done to the files of shells. */
export function renderChange({ shells, action, diff, written, dryRun, undo }: ShellChange): string {
  const isDone = shells.every(({ changed }) => !changed);
  if (isDone) return action === 'install' ? 'It is there already.' : 'There is nothing of it.';
  if (dryRun) return `${diff}\nNothing was written (--dry-run).`;
  if (!written) return 'Nothing was changed.';
  const lines = shells
    .filter(({ changed }) => changed)
    .map(({ shell, script, rc }) => `${shell}: ${[rc, script].filter(Boolean).join(', ')}`);
  const next = action === 'install' ? 'It is there in each shell that you start from now on.' : '';
  return [...lines, next, undo && `Taken back with: nixai undo ${undo}`].filter(Boolean).join('\n');
}

const meaning = {
  absent: 'not there',
  current: 'there',
  older: 'there, by another version: nixai shell install',
  partly: 'half of it is missing: nixai shell install',
} as const;

export function renderStatus({ shells, integration }: ShellStatus, view: View): string {
  const rows = shells.map(
    ({ shell, state, rc, script }) =>
      [shell, state === 'absent' ? meaning[state] : `${meaning[state]} (${rc ?? script})`] as const,
  );
  const wish = integration === 'on' ? [] : [`NIXAI_SHELL_INTEGRATION=${integration}`];
  return [view.pairs(rows), ...wish].join('\n');
}
