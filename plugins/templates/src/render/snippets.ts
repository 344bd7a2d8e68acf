import type { View } from '@nixai/api';
import type { Imported, Kept, SnippetLine } from '../snippets/report.js';

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

/** Whose an archive is. */
export const renderSigner = (signature: Imported['signature']): string =>
  signature.outcome === 'good'
    ? `Signed by ${signature.signer} (${signature.fingerprint}).`
    : 'Not signed: whose work it is, nobody has said.';

/** What was taken over, or would be. */
export function renderImported(result: Imported, view: View): string {
  const { signature, snippets, left, written, dryRun, undo } = result;
  const of = (state: string) =>
    snippets.filter((one) => one.state === state).map(({ name }) => name);
  const rows = (
    [
      ['new', of('new')],
      ['there already', of('same')],
      ['yours stays', of('other')],
    ] as const
  )
    .filter(([, names]) => names.length > 0)
    .map(([title, names]) => [title, names.join(', ')] as const);
  return [
    dryRun
      ? snippets
          .map(({ diff }) => diff.trimEnd())
          .filter(Boolean)
          .join('\n')
      : '',
    view.wrap(renderSigner(signature)),
    rows.length === 0 ? '' : view.pairs(rows),
    left.map(({ file, why }) => view.wrap(`Left out: ${file}: ${why}`)).join('\n'),
    written
      ? `Kept. To take it back: nixai undo ${undo}`
      : dryRun
        ? 'Nothing was kept (--dry-run).'
        : 'Nothing was kept.',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
