import type { View } from '@nixai/api';
import type { Migrated } from '../commands/devenv/migrate.js';

/** What was taken over, and what was not. */
export function renderMigrated(result: Migrated, view: View): string {
  const { from, folder, packages, settings, left, files, against, next, written, dryRun, undo } =
    result;
  if (!written && !dryRun) return 'Nothing was written.';
  const shown = view.code(files['devenv.nix']?.trimEnd() ?? '', 'nix');
  const facts = view.pairs([
    ['from', from],
    ['packages', packages.length === 0 ? 'none' : packages.join(', ')],
    ...(settings.length > 0 ? [['options', settings.join(', ')] as const] : []),
    ['checked', against],
  ]);
  const missing = left.map(
    ({ line, text, why }) => `  line ${line}: ${view.style.warn(text)}\n${view.wrap(why, 6)}`,
  );
  return [
    ...(dryRun ? [shown] : []),
    facts,
    ...(missing.length > 0
      ? [`${view.style.heading('To carry over by hand')}\n${missing.join('\n')}`]
      : []),
    `${view.style.heading('Next')}\n${view.code(next.join('\n'), 'sh')}`,
    dryRun
      ? 'Nothing was written (--dry-run).'
      : `Wrote ${folder}. To take it back: nixai undo ${undo}`,
  ].join('\n\n');
}
