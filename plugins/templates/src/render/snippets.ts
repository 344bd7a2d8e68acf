import type { View } from '@nixai/api';
import type { Kept, SnippetLine } from '../snippets/report.js';

/** Snippets in a table. */
export function renderSnippets(snippets: readonly SnippetLine[], view: View): string {
  if (snippets.length === 0) return 'No snippet found. Keep one: nixai snippets add NAME FILE';
  return view.table(
    [{ title: 'Snippet' }, { title: 'Tags' }, { title: 'What it is for', flexible: true }],
    snippets.map(({ name, tags, description }) => [name, tags.join(', '), description]),
  );
}

/** What was kept, or would be. */
export function renderKept(
  { name, file, nix, left, written, dryRun, undo }: Kept,
  view: View,
): string {
  const outcome = written
    ? `Kept ${name} in ${file}. To take it back: nixai undo ${undo}`
    : dryRun
      ? 'Nothing was kept (--dry-run).'
      : 'Nothing was kept.';
  return [
    dryRun ? view.code(nix.trimEnd(), 'nix') : '',
    left.map(({ path, why }) => view.wrap(`Left out: ${path}, for ${why}.`)).join('\n'),
    outcome,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
