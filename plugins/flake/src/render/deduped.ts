import type { View } from '@nixai/api';
import type { Deduped } from '../commands/flake/dedup.js';
import { nearPath } from './nearPath.js';

export function renderDeduped(
  { file, savings, changed, diff, written, undo }: Deduped,
  view: View,
): string {
  const lines = savings.map(({ repository, input, follows, differs, made }) => {
    const what = `${input} -> ${follows}  (${repository.replace(/^github:/, '')})`;
    if (differs === undefined) return made ? what : `${what}: can't be written here`;
    const other = `it asks for ${differs.from}, and would get ${differs.to}`;
    return `${what}\n${view.wrap(made ? other : `${other}: --all does that, too`, 4)}`;
  });
  if (savings.length === 0)
    lines.push(view.style.good(`Each repository is there once in ${nearPath(file)}.`));
  if (changed && !written && diff !== undefined) lines.push('', view.code(diff.trimEnd(), 'text'));
  if (changed && !written)
    lines.push(
      '',
      'nixai flake dedup --write  makes the change; nix flake lock then takes the copies out.',
    );
  if (written) lines.push('', 'nix flake lock  takes the copies out of the lock.');
  if (undo !== undefined) lines.push(`nixai undo ${undo}  takes it back.`);
  return lines.join('\n');
}
