import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expectOf, ExitCode, NixaiError, files, messageOf, type CommandContext } from '@nixai/api';

export interface ChangeApproval {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Bytes; a derivation has a thousandth of it. */
const largest = 16 * 2 ** 20;

/** @throws NixaiError `file-unreadable` (exit 2). */
export async function readDerivation(file: string): Promise<string> {
  return textOf(resolve(file)).catch((error: unknown) => {
    throw new NixaiError({
      code: 'file-unreadable',
      what: `${file} cannot be read`,
      why: messageOf(error),
      exitCode: ExitCode.usage,
    });
  });
}

async function textOf(path: string): Promise<string> {
  const stats = await stat(path);
  if (!stats.isFile() || stats.size > largest)
    throw new Error(`it is no regular file of at most ${largest / 2 ** 20} MiB`);
  return readFile(path, 'utf8');
}

/** Shows the change of one file, asks, and makes it. Nothing is asked where nothing is different. */
export async function changeDerivation(
  { host, carryOut }: Pick<CommandContext, 'host' | 'carryOut'>,
  file: string,
  texts: { readonly before: string; readonly after: string },
  about: string,
  approval: ChangeApproval,
): Promise<{ readonly written: boolean; readonly undo?: string }> {
  if (texts.before === texts.after) return { written: false };
  const expect = expectOf(texts.before);
  const service = await host.service(files);
  const plan = await service.plan(
    [{ path: resolve(file), content: texts.after, expect }],
    `package-repo ${about}`,
  );
  const done = await carryOut(plan, { ...approval, question: `Change ${file}?` });
  return { written: done !== undefined, undo: done?.change };
}
