import type { View } from '@nixai/api';
import type { FlakeCreated } from '../commands/flake/create.js';
import { nearPath } from './nearPath.js';

export function renderCreated(
  { file, found, tools, next, content, written, dryRun, undo, package: made }: FlakeCreated,
  view: View,
): string {
  const lines = [
    ...(dryRun ? [view.code(content.trimEnd(), 'nix'), ''] : []),
    ...(dryRun
      ? (made?.files ?? []).flatMap(({ path, text }) => [
          `${path}:`,
          view.code(text.trimEnd(), path.endsWith('.nix') ? 'nix' : 'text'),
          '',
        ])
      : []),
    written
      ? view.style.good(`Wrote ${nearPath(file)}.`)
      : dryRun
        ? 'Nothing was written: --dry-run.'
        : 'Nothing was written.',
  ];
  if (found.length > 0)
    lines.push(
      view.wrap(
        `From ${found.join(', ')}: ${tools.length > 0 ? tools.join(', ') : 'the package'}.`,
      ),
    );
  if (made !== undefined)
    lines.push(view.wrap(`The package, by nixai package-repo: ${made.about}.`));
  if (written) lines.push('', ...next.map((line) => `  ${line}`));
  if (undo !== undefined) lines.push('', `nixai undo ${undo}  takes it back.`);
  return lines.join('\n');
}
