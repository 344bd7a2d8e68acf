import type { View } from '@nixai/api';
import type { BackupResult } from '../backup/result.js';
import { bytes, plural } from './bytes.js';

/** What was backed up, what was read back, and what is not in it. */
export function renderBackup(result: BackupResult, view: View): string {
  const { id, place, dryRun, verified, left, warnings } = result;
  const { style } = view;
  const head = dryRun
    ? `Would be backed up into ${place}; nothing was done (--dry-run).`
    : `Backed up as ${style.heading(id ?? '')} in ${place}, ${result.seconds} s`;
  return [
    view.wrap(head),
    view.pairs(factsOf(result)),
    ...(dryRun ? [] : [verifiedLine(verified, view)]),
    ...(result.forgotten === undefined
      ? []
      : [view.wrap(`Forgotten: ${result.forgotten.join(', ') || 'none'}`)]),
    ...warnings.map((line) => style.warn(view.wrap(line))),
    'Not in it:',
    ...left.map((one) => hanging(view, one)),
  ].join('\n');
}

/** A line of a list, the rest of it below its first word. */
export const hanging = (view: View, text: string): string =>
  view.wrap(text, 4).replace(/^ {4}/, '  - ');

function factsOf(result: BackupResult): readonly (readonly [string, string])[] {
  const { roots, paths, newPaths, newBytes, files, fileBytes, sources, added, dryRun } = result;
  return [
    ['Roots', roots.length === 0 ? 'none' : roots.map(({ name }) => name).join(', ')],
    [
      'Store',
      `${plural(paths, 'path')}, ${bytes(result.bytes)}; ${dryRun ? 'to copy' : 'copied'}: ${newPaths}, ${bytes(newBytes)}`,
    ],
    [
      'Files',
      dryRun ? sources.join(', ') || 'none' : `${plural(files, 'file')}, ${bytes(fileBytes)}`,
    ],
    ...(added === undefined ? [] : [['Added', bytes(added)] as const]),
  ];
}

function verifiedLine(verified: BackupResult['verified'], { style, wrap }: View): string {
  if (verified === undefined)
    return style.warn(wrap('Not read back (--no-verify), so it does not count as verified.'));
  const { paths, bytes: read, seconds, archives } = verified;
  const what = `manifest, ${plural(archives, 'archive')} of files, ${plural(paths, 'store path')}`;
  return style.good(wrap(`Read back and right: ${what}; ${bytes(read)} in ${seconds} s.`));
}
