import type { View } from '@nixai/api';
import { conflictLines } from '../merge/conflictLines.js';
import type { MergeReport } from '../merge/report.js';

interface Merged {
  readonly template: string;
  readonly written: boolean;
  readonly dryRun: boolean;
  readonly undo?: string | undefined;
  readonly merge: MergeReport;
  readonly next: readonly string[];
}

/** What a merge did, or would do. */
export function renderMerge(result: Merged, view: View): string {
  const { template, written, dryRun, undo, merge, next } = result;
  const { files, conflicts, findings } = merge;
  const open = conflicts.filter(({ taken }) => taken === undefined);
  const parts = [
    dryRun ? files.map(({ diff }) => diff.trimEnd()).join('\n') : '',
    ...conflicts.map((conflict) => conflictLines(conflict, view)),
    counts(merge, view),
    findings
      .map((one) => view.wrap(`${one.severity}: ${one.message} (${one.file}:${one.line})`))
      .join('\n'),
    outcome(),
  ];
  return parts.filter((part) => part !== '').join('\n\n');

  function outcome(): string {
    if (files.length === 0 && open.length === 0)
      return `${merge.entry} says all of ${template} already.`;
    if (open.length > 0)
      return view.wrap(
        `Nothing was written. ${open.length === 1 ? 'One conflict is' : `${open.length} conflicts are`} open: --resolve mine or --resolve template decides; without --dry-run you are asked.`,
      );
    if (!written) return dryRun ? 'Nothing was written (--dry-run).' : 'Nothing was written.';
    return [
      `Wrote ${files.map(({ path }) => path).join(' and ')}. To take it back: nixai undo ${undo}`,
      'Next:',
      ...next.map((line) => `  ${line}`),
    ].join('\n');
  }
}

function counts({ added, joined, equal, kept }: MergeReport, view: View): string {
  return view.pairs(
    [
      ['new', added.join(', ')] as const,
      ['joined', joined.join(', ')] as const,
      ['there already', equal.map(({ path }) => path).join(', ')] as const,
      [
        'yours stays',
        kept.map(({ path, file, line }) => `${path} (${file}:${line})`).join(', '),
      ] as const,
    ].filter(([, text]) => text !== ''),
  );
}
