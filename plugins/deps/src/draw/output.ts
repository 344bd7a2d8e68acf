import { lstat, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { files, NixaiError, type CommandContext } from '@nixai/api';

/**
 * Writes a graph to a file that a person named, whole or not at all; one that is there is shown and asked
 * for, and `nixai undo` brings it back.
 * @returns whether it was written.
 * @throws NixaiError `write-failed` where its folder is not there.
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
    const folder = await stat(dirname(path)).catch(() => undefined);
    if (folder?.isDirectory() !== true) throw noFolder(output, dirname(path));
    await service.write(path, text, { expect: '' });
    return true;
  }
  const plan = await service.plan([{ path, content: text }], `deps graph --output ${output}`);
  return plan.actions.length === 0 || (await carryOut(plan, { yes })) !== undefined;
}

/** A folder that nobody made is mostly a word that was mistyped. */
const noFolder = (output: string, folder: string): NixaiError =>
  new NixaiError({
    code: 'write-failed',
    what: `${output} was not written`,
    why: `there is no folder ${folder}`,
    hint: `mkdir -p ${folder}`,
  });
