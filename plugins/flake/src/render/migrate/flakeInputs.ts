import { join } from 'node:path';
import type { View } from '@nixai/api';
import type { FlakeInputs } from '../../commands/migrate/flake-inputs.js';
import { nearPath } from '../nearPath.js';

export function renderFlakeInputs(made: FlakeInputs, view: View): string {
  const { folder, inputs, sites, unused, changed, diff, written, backup } = made;
  const { style } = view;
  const lines = sites.flatMap(({ file, line, text, state, what }) => [
    `${nearPath(join(folder, file))}:${line}: ${state === 'blocked' ? style.bad(text) : text}`,
    view.wrap(state === 'mended' ? `becomes ${what}` : what, 4),
  ]);
  if (sites.length === 0)
    lines.push(style.good(`Nothing in ${nearPath(folder)} is pinned but by its inputs.`));
  for (const { name, url } of inputs) lines.push(`${name}  ${url}`);
  if (changed && !written && diff !== undefined)
    lines.push(
      '',
      view.code(diff.trimEnd(), 'text'),
      '',
      'nixai migrate flake-inputs --write  makes the change.',
    );
  if (written) lines.push('', style.good('Written.'), 'Next: nix flake lock');
  if (unused.length > 0 && changed) lines.push(`Nothing needs then: ${unused.join(', ')}`);
  if (backup !== undefined) lines.push('', `nixai migrate rollback ${backup}  has it as it was.`);
  return lines.join('\n');
}
