import { resolve } from 'node:path';
import { files, type CommandContext } from '@nixai/api';

/** Writes a report: shown, asked for, and taken back by `nixai undo`. @returns whether it was written. */
export async function saveReport(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  { file, content }: { readonly file: string; readonly content: string },
  { about, yes }: { readonly about: string; readonly yes: boolean },
): Promise<boolean> {
  const service = await host.service(files);
  const plan = await service.plan([{ path: resolve(file), content }], `${about} --save-to ${file}`);
  const question = `Write the report to ${file}?`;
  return plan.actions.length === 0 || (await carryOut(plan, { yes, question })) !== undefined;
}
