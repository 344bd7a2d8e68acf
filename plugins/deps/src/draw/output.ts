import { lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { files, type CommandContext } from '@nixai/api';

/**
 * Writes a graph to a file that a person named, whole or not at all; one that is there is shown and asked
 * for, and `nixai undo` brings it back.
 * @returns whether it was written.
 */
export async function writeGraph(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  output: string,
  text: string,
  yes: boolean,
): Promise<boolean> {
  const path = resolve(output);
  const service = await host.service(files);
  const there = await lstat(path).catch(() => undefined);
  if (there === undefined) {
    await service.write(path, text, { expect: '' });
    return true;
  }
  const plan = await service.plan([{ path, content: text }], `deps graph --output ${output}`);
  return plan.actions.length === 0 || (await carryOut(plan, { yes })) !== undefined;
}
