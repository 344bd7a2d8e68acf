import { ExitCode, NixaiError } from '@nixai/api';
import type { Scan } from '../result.js';

/** A report as it is kept, by the name of its file. @throws NixaiError `usage` for another kind of file. */
export const reportFile = async (scan: Scan, kind: string): Promise<string | Uint8Array> =>
  kind === '.pdf' ? (await import('./pdf/report.js')).pdfReport(scan) : reportText(scan, kind);

/** The same, where it is text. */
export async function reportText(scan: Scan, kind: string): Promise<string> {
  switch (kind) {
    case '.md':
      return (await import('./markdown.js')).markdownReport(scan);
    case '.html':
      return (await import('./html.js')).htmlReport(scan);
    case '.sarif':
      return (await import('./sarif.js')).sarifReport(scan);
    case '.json':
      return `${JSON.stringify(scan, null, 2)}\n`;
    default:
      throw new NixaiError({
        code: 'usage',
        what: `a report is not written as ${kind === '' ? 'a file without an ending' : kind}`,
        hint: '--save-to report.md, report.html, report.pdf, report.json or report.sarif',
        exitCode: ExitCode.usage,
      });
  }
}
