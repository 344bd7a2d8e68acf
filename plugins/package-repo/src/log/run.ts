import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ExitCode, NixaiError, files, messageOf, type CommandContext } from '@nixai/api';
import { findMismatches, replaceHash } from './mismatch.js';

/** Bytes; a derivation has a thousandth of it. */
const largest = 16 * 2 ** 20;

async function textOf(path: string): Promise<string> {
  const stats = await stat(path);
  if (!stats.isFile() || stats.size > largest)
    throw new Error(`it is no regular file of at most ${largest / 2 ** 20} MiB`);
  return readFile(path, 'utf8');
}

export interface FromLog {
  readonly file: string;
  readonly replaced: readonly { attribute: string; name: string; hash: string }[];
  readonly refused: readonly { name: string; why: string }[];
  readonly written: boolean;
  readonly undo?: string;
}

/**
 * From the log on stdin to a file with the hashes that it tells.
 * @throws NixaiError `package-log` (exit 1) where the log tells none, `file-unreadable`.
 */
export async function runFromLog(
  { host, stdin, carryOut }: Pick<CommandContext, 'host' | 'stdin' | 'carryOut'>,
  file: string,
  approval: { readonly dryRun?: boolean; readonly yes?: boolean },
): Promise<FromLog> {
  const path = resolve(file);
  const before = await textOf(path).catch((error: unknown) => {
    throw new NixaiError({
      code: 'file-unreadable',
      what: `${file} cannot be read`,
      why: messageOf(error),
      exitCode: ExitCode.usage,
    });
  });
  const mismatches = findMismatches((await stdin()) ?? '');
  if (mismatches.length === 0)
    throw new NixaiError({
      code: 'package-log',
      what: 'the log tells of no hash that was another one',
      hint: `nix build 2>&1 | nixai package-repo from-log ${file}`,
    });
  let text = before;
  const replaced: { attribute: string; name: string; hash: string }[] = [];
  const refused: { name: string; why: string }[] = [];
  for (const mismatch of mismatches) {
    const answer = replaceHash(text, mismatch);
    if ('why' in answer) refused.push({ name: mismatch.name, why: answer.why });
    else {
      text = answer.text;
      replaced.push({ attribute: answer.attribute, name: mismatch.name, hash: mismatch.got });
    }
  }
  if (text === before) return { file, replaced, refused, written: false };
  const expect = createHash('sha256').update(before).digest('hex');
  const plan = await (
    await host.service(files)
  ).plan([{ path, content: text, expect }], 'package-repo from-log');
  const done = await carryOut(plan, { ...approval, question: `Change ${file}?` });
  return { file, replaced, refused, written: done !== undefined, undo: done?.change };
}
