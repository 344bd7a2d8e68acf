import type { View } from '@nixai/api';
import type { FlakeExplained } from '../commands/flake/explain.js';
import { nearPath } from './nearPath.js';

export function renderExplained(
  { file, description, inputs, lock, outputs }: FlakeExplained,
  view: View,
): string {
  const { style } = view;
  const lines = [
    style.bold(nearPath(file)),
    ...(description === undefined ? [] : [view.wrap(description)]),
    '',
  ];
  lines.push(style.bold(`Inputs (${inputs.length})`));
  for (const { name, url, isFlake, follows, locked } of inputs) {
    lines.push(
      `  ${name}  ${url ?? locked?.reference ?? 'from the registry'}${isFlake ? '' : '  (no flake)'}`,
    );
    if (locked !== undefined) {
      const parts = [
        ...(locked.rev === undefined ? [] : [locked.rev.slice(0, 11)]),
        ...(locked.days === undefined ? [] : [`${locked.days} days old`]),
        ...(locked.release === undefined
          ? []
          : [
              locked.isOver === true
                ? style.warn(`no updates since ${locked.endOfLife}`)
                : `updates until ${locked.endOfLife}`,
            ]),
      ];
      if (parts.length > 0) lines.push(`    ${parts.join(', ')}`);
    }
    for (const { input, target } of follows) lines.push(style.dim(`    its ${input} is ${target}`));
  }
  if (inputs.length === 0) lines.push('  none');
  if (lock === undefined) lines.push('', 'No flake.lock: nix flake lock');
  else if (lock.duplicates.length > 0)
    lines.push(
      '',
      `${lock.nodes} inputs with those of inputs; ${lock.duplicates.length} need not be there twice: nixai flake dedup`,
    );
  lines.push('', style.bold('Outputs, as far as reading tells'));
  for (const { kind, names } of outputs)
    lines.push(view.wrap(`  ${kind}${names.length > 0 ? `: ${names.join(', ')}` : ''}`));
  if (outputs.length === 0) lines.push('  only an evaluation tells: nix flake show');
  return lines.join('\n');
}
