import { extname, resolve } from 'node:path';
import { ExitCode, NixaiError, files, type CommandContext } from '@nixai/api';
import type { Scan } from '../result.js';

/** The text of a report, by the name of its file. @throws NixaiError `usage` for another kind of file. */
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
        hint: '--save-to report.md, report.html, report.json or report.sarif',
        exitCode: ExitCode.usage,
      });
  }
}

/** Writes a report: shown, asked for, and taken back by `nixai undo`. @returns whether it was written. */
export async function saveReport(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  scan: Scan,
  file: string,
  { about, yes }: { readonly about: string; readonly yes: boolean },
): Promise<boolean> {
  const content = await reportText(scan, extname(file));
  const service = await host.service(files);
  const plan = await service.plan([{ path: resolve(file), content }], `${about} --save-to ${file}`);
  const question = `Write the report to ${file}?`;
  return plan.actions.length === 0 || (await carryOut(plan, { yes, question })) !== undefined;
}
