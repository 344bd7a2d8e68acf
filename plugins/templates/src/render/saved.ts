import type { View } from '@nixai/api';
import type { SavedTemplate } from '../results/savedTemplate.js';

/** A template that was made, or would be. */
export function renderSaved(result: SavedTemplate, view: View): string {
  const { id, file, variables, suggested, nix, written, dryRun, undo } = result;
  const outcome = written
    ? `Kept ${id} in ${file}. To take it back: nixai undo ${undo}\nTo use it: nixai templates apply ${id}`
    : dryRun
      ? 'Nothing was kept (--dry-run).'
      : 'Nothing was kept.';
  return [
    dryRun ? view.code(nix.trimEnd(), 'nix') : '',
    variables.length === 0
      ? 'It has no variables.'
      : view.table(
          [{ title: 'Variable' }, { title: 'Here' }, { title: 'What it is', flexible: true }],
          variables.map(({ name, value, description }) => [name, value, description]),
        ),
    suggested.length === 0
      ? ''
      : view.wrap(
          `Could be variables, too: ${suggested.map(({ name, value }) => `${name} (${value})`).join(', ')}.`,
        ),
    outcome,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
