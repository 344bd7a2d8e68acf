import type { View } from '@nixai/api';
import type { ToFlakes } from '../../commands/migrate/to-flakes.js';

export function renderToFlakes(made: ToFlakes, view: View): string {
  const { blocked, proofs, pinned, diff, next, written, dryRun, backup, changes, folder } = made;
  const { style } = view;
  const lines: string[] = [];
  if (dryRun) lines.push(view.code(diff.trimEnd(), 'text'), '');
  lines.push(
    written
      ? style.good(`Wrote ${changes.join(', ')} in ${folder}.`)
      : dryRun
        ? 'Nothing was written: --dry-run.'
        : 'Nothing was written.',
  );
  if (!pinned)
    lines.push(
      view.wrap(
        'nixpkgs is at its branch, and not at the commit that runs, which is not known here (--rev): the first switch may bring other versions.',
      ),
    );
  for (const proof of proofs ?? []) lines.push(...proofLines(proof, view));
  if (proofs === undefined)
    lines.push(view.wrap('Not compared: there is no Nix here, or it was not to be asked.'));
  if (blocked.length > 0) {
    lines.push('', style.bad('In the way:'));
    for (const { file, line, text, what } of blocked)
      lines.push(`  ${file}:${line}: ${text}`, view.wrap(what, 6));
  }
  if (written) lines.push('', 'Next:', ...next.map((line) => `  ${line}`));
  if (backup !== undefined)
    lines.push('', `nixai migrate rollback ${backup}  has it all as it was.`);
  return lines.join('\n');
}

function proofLines(
  { system, outcome, differences, why }: NonNullable<ToFlakes['proofs']>[number],
  view: View,
): string[] {
  const { style } = view;
  switch (outcome) {
    case 'same':
      return [style.good(`${system}: the flake is the same system, by its store path.`)];
    case 'differs':
      return [
        style.warn(`${system}: the flake is another system:`),
        ...differences.slice(0, 20).map((line) => `  ${line}`),
        ...(differences.length > 20 ? [`  and ${differences.length - 20} more (--json)`] : []),
      ];
    case 'refused':
      return [style.bad(`${system}: Nix does not evaluate the flake.`), view.wrap(why ?? '', 2)];
    case 'unknown':
      return [view.wrap(`${system}: not compared: ${why ?? ''}.`)];
  }
}
