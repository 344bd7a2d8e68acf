import type { View } from '@nixai/api';
import type { Created } from '../create/output.js';

/** What was written, or would be, and how to go on. */
export function renderCreated(created: Created, view: View): string {
  const { written, dryRun, folder, files, against, ports, inputs, notes, next, undo } = created;
  if (!written && !dryRun) return 'Nothing was written.';
  const facts = view.pairs([
    ['template', [created.template, created.framework].filter(Boolean).join(', ')],
    ...(inputs.length > 0 ? [['inputs', inputs.join(', ')] as const] : []),
    ...Object.entries(ports).map(([name, port]) => [name, `127.0.0.1:${port}`] as const),
    ...(created.scripts.length > 0 ? [['scripts', created.scripts.join(', ')] as const] : []),
    ['checked', against],
  ]);
  const shown = Object.entries(files).map(
    ([name, text]) =>
      `${view.style.heading(name)}\n${view.code(text.trimEnd(), name.endsWith('.nix') ? 'nix' : 'text')}`,
  );
  const end = dryRun
    ? 'Nothing was written (--dry-run).'
    : `Wrote ${folder}. To take it back: nixai undo ${undo}`;
  return [
    ...(dryRun ? shown : []),
    facts,
    notes.map((note) => view.wrap(note)).join('\n'),
    `${view.style.heading('Next')}\n${view.code(next.join('\n'), 'sh')}`,
    end,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
