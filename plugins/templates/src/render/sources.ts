import type { View } from '@nixai/api';
import type { FoundRepository } from '../sources/github.js';
import type { AddedSource } from '../results/templatesSources.js';

type Found = Pick<AddedSource, 'from' | 'revision' | 'templates' | 'left' | 'pack'>;

/** What a source has, before a person is asked. */
export function renderTemplatesOf(
  { from, revision, templates, left }: Found,
  view: View,
  full: boolean,
): string {
  const table = view.table(
    [{ title: 'Template' }, { title: 'Kind' }, { title: 'Title', flexible: true }],
    templates.map(({ id, kind, title }) => [id, kind, title]),
  );
  return [
    `${from} at ${revision}`,
    table,
    ...(full ? templates.map(({ id, nix }) => `${id}:\n${view.code(nix.trimEnd(), 'nix')}`) : []),
    left.map(({ file, why }) => view.wrap(`Left out: ${file}: ${why}`)).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What became of a source. */
export function renderAdded(result: AddedSource, view: View): string {
  const { from, pack, templates, written, dryRun, undo } = result;
  if (written)
    return view.wrap(
      `Kept ${templates.map(({ id }) => `${pack}/${id}`).join(', ')} of ${from}. To take it back: nixai undo ${undo}`,
    );
  return dryRun
    ? `${renderTemplatesOf(result, view, false)}\n\nNothing was kept (--dry-run).`
    : `${from} is kept as ${pack} already, or you said no.`;
}

/** Repositories that may have templates. */
export function renderRepositories(found: readonly FoundRepository[], view: View): string {
  if (found.length === 0) return 'GitHub finds none.';
  return `${view.table(
    [
      { title: 'Repository' },
      { title: 'Licence' },
      { title: 'Last written' },
      { title: 'About', flexible: true },
    ],
    found.map(({ name, license, pushed, description }) => [
      name,
      license ?? 'none',
      pushed.slice(0, 10),
      description,
    ]),
  )}\n\nTo look at one, and keep its templates: nixai templates add github:OWNER/REPO`;
}
