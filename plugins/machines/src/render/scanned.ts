import type { View } from '@nixai/api';
import { countsText } from '../standards/report/sections.js';
import { reportText } from '../standards/report/file.js';
import type { Scan } from '../standards/result.js';
import type { Edited } from '../edits/result.js';
import { renderEdited } from './edited.js';
import { renderScan } from './scan.js';

interface Scanned {
  readonly scan: Scan;
  readonly fixed?: Edited;
  readonly format: 'report' | 'json' | 'sarif';
  readonly detailed: boolean;
}

/** A scan as it was asked for; where it was kept in a file, that as well. */
export async function renderScanned(
  { scan, fixed, format, detailed }: Scanned,
  view: View,
): Promise<string> {
  if (format !== 'report') return (await reportText(scan, `.${format}`)).trimEnd();
  const { saved } = scan;
  const kept =
    saved === undefined
      ? []
      : [saved.written ? `Wrote ${saved.file}.` : `${saved.file} was not written.`];
  const mended = fixed === undefined ? [] : [renderEdited(fixed, view)];
  const found =
    fixed === undefined || detailed
      ? renderScan(scan, detailed, view)
      : scan.machines.map((one) => `${one.name}: ${countsText(one)}`).join('\n');
  return [found, ...mended, ...kept].join('\n\n');
}
