import { resolve } from 'node:path';
import { ExitCode, NixaiError, files, type CommandContext } from '@nixai/api';

/**
 * Writes a report: shown, asked for, and taken back by `nixai undo`. @returns whether it was written.
 * @throws NixaiError `usage` for a file of a configuration: it may be the one that was just read.
 */
export async function saveReport(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  { file, content }: { readonly file: string; readonly content: string | Uint8Array },
  { about, yes }: { readonly about: string; readonly yes: boolean },
): Promise<boolean> {
  if (/\.(?:nix|lock)$/i.test(file))
    throw new NixaiError({
      code: 'usage',
      what: `a report is not written to ${file}: that is a file of a configuration`,
      hint: '--save-to report.md',
      exitCode: ExitCode.usage,
    });
  const service = await host.service(files);
  const plan = await service.plan([{ path: resolve(file), content }], `${about} --save-to ${file}`);
  const question = `Write the report to ${file}?`;
  return plan.actions.length === 0 || (await carryOut(plan, { yes, question })) !== undefined;
}
