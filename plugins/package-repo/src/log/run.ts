import { NixaiError, type CommandContext } from '@nixai/api';
import { changeDerivation, readDerivation, type ChangeApproval } from '../edit/change.js';
import { findMismatches, replaceHash } from './mismatch.js';

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
  context: Pick<CommandContext, 'host' | 'stdin' | 'carryOut'>,
  file: string,
  approval: ChangeApproval,
): Promise<FromLog> {
  const before = await readDerivation(file);
  const mismatches = findMismatches((await context.stdin()) ?? '');
  if (mismatches.length === 0)
    throw new NixaiError({
      code: 'package-log',
      what: 'the log tells of no hash that was another one',
      hint: `nix build 2>&1 | nixai package-repo from-log ${file}`,
    });
  let after = before;
  const replaced: { attribute: string; name: string; hash: string }[] = [];
  const refused: { name: string; why: string }[] = [];
  for (const mismatch of mismatches) {
    const answer = replaceHash(after, mismatch);
    if ('why' in answer) refused.push({ name: mismatch.name, why: answer.why });
    else {
      after = answer.text;
      replaced.push({ attribute: answer.attribute, name: mismatch.name, hash: mismatch.got });
    }
  }
  const done = await changeDerivation(context, file, { before, after }, 'from-log', approval);
  return { file, replaced, refused, ...done };
}
