import type { View } from '@nixai/api';
import type { FromFlakes } from '../../commands/migrate/from-flakes.js';

export function renderFromFlakes(made: FromFlakes, view: View): string {
  const { folder, host, changes, blocked, keepsFlake, diff, next, written, dryRun, backup } = made;
  const { style } = view;
  const lines: string[] = [];
  if (dryRun) lines.push(view.code(diff.trimEnd(), 'text'), '');
  lines.push(
    written
      ? style.good(`Wrote ${host}: ${changes.join(', ')} in ${folder}.`)
      : dryRun
        ? 'Nothing was written: --dry-run.'
        : 'Nothing was written.',
  );
  if (keepsFlake)
    lines.push(
      'flake.nix stays: it has other machines. nixos-rebuild takes it first where it lies in /etc/nixos.',
    );
  if (blocked.length > 0) {
    lines.push('', style.bad('In the way:'));
    for (const { file, line, text, what } of blocked)
      lines.push(`  ${file}:${line}: ${text}`, view.wrap(what, 6));
  }
  lines.push('', 'Next:', ...next.map((line) => `  ${line}`));
  if (backup !== undefined)
    lines.push('', `nixai migrate rollback ${backup}  has it all as it was.`);
  return lines.join('\n');
}
