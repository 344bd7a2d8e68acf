import type { View } from '@nixai/api';
import { reportText } from '../standards/report/text.js';
import type { Scan } from '../standards/result.js';
import { renderScan } from './scan.js';

interface Scanned {
  readonly scan: Scan;
  readonly format: 'report' | 'json' | 'sarif';
  readonly detailed: boolean;
}

/** A scan as it was asked for; where it was kept in a file, that as well. */
export async function renderScanned(
  { scan, format, detailed }: Scanned,
  view: View,
): Promise<string> {
  if (format !== 'report') return (await reportText(scan, `.${format}`)).trimEnd();
  const { saved } = scan;
  const kept =
    saved === undefined
      ? []
      : [saved.written ? `Wrote ${saved.file}.` : `${saved.file} was not written.`];
  return [renderScan(scan, detailed, view), ...kept].join('\n\n');
}
