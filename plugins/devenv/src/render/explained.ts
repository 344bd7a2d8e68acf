import type { View } from '@nixai/api';
import type { Explained } from '../commands/devenv/explain.js';

/** An option, or the options below a path. */
export function renderExplained(explained: Explained, view: View): string {
  const { option, type, renamedTo, input, below, against } = explained;
  const facts = view.pairs([
    ...(type === undefined ? [] : [['type', type] as const]),
    ...(explained.default === undefined ? [] : [['default', explained.default] as const]),
    ...(input === undefined ? [] : [['needs', `the input ${input.name} (${input.url})`] as const]),
  ]);
  const table =
    below.length === 0
      ? ''
      : view.table(
          [{ title: 'Option' }, { title: 'Type', flexible: true }],
          below.map((one) => [one.name, one.type]),
        );
  return [
    view.style.heading(option),
    renamedTo === undefined ? '' : view.wrap('This is its name now; the old one is gone.'),
    facts,
    table,
    view.style.dim(against),
  ]
    .filter((part) => part !== '')
    .join('\n');
}
