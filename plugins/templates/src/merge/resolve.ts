import { ExitCode, NixaiError, type Prompt } from '@nixai/api';
import { parse, type Merged } from '@nixai/nix';
import type { Conflict, Resolution } from './conflicts.js';

/** What was said beforehand of all conflicts. */
export type ResolveAll = 'mine' | 'template' | 'fail';

export interface Decided {
  readonly conflict: Conflict;
  readonly resolution: Resolution;
}

/**
 * A decision for each conflict: what was said for all of them, else what a person chooses.
 * @param show draws a conflict before its question.
 * @throws NixaiError `merge-conflict` (exit 5) where nobody decides.
 */
export async function decide(
  conflicts: readonly Conflict[],
  all: ResolveAll | undefined,
  prompt: Prompt,
  show: (conflict: Conflict) => void,
): Promise<Decided[]> {
  if (conflicts.length === 0) return [];
  if (all === 'fail' || (all === undefined && !prompt.interactive)) throw undecided(conflicts);
  const decided: Decided[] = [];
  for (const conflict of conflicts) {
    const resolution = all === undefined ? await ask(conflict, prompt, show) : { take: all };
    if (resolution.take === 'template' && !canTake(conflict)) throw cannotTake(conflict);
    decided.push({ conflict, resolution });
  }
  return decided;
}

/** Whether the template's value can go where the person's is. */
const canTake = ({ editable, merged }: Conflict): boolean =>
  editable || merged.reason === 'above' || isForced(merged);

/** A value under a condition cannot be replaced where it stands: the template's has to outdo it. */
export const isForced = ({ mine, missing, reason }: Merged): boolean =>
  mine?.guarded === true && missing === undefined && reason !== 'above' && reason !== 'below';

async function ask(
  conflict: Conflict,
  prompt: Prompt,
  show: (conflict: Conflict) => void,
): Promise<Resolution> {
  show(conflict);
  const { mine, theirs, other, path, editable } = conflict;
  const template =
    other === undefined ? `the template's: ${short(theirs)}` : `${path}, and ${other} off`;
  const taken = await prompt.select(`Which ${path}?`, [
    { name: `yours: ${short(mine)}`, value: 'mine' as const },
    ...(canTake(conflict) ? [{ name: template, value: 'template' as const }] : []),
    ...(editable && other === undefined
      ? [{ name: 'another value', value: 'other' as const }]
      : []),
  ]);
  if (taken !== 'other') return { take: taken };
  for (;;) {
    const value = (await prompt.input(`${path} =`, short(theirs))).trim();
    if (value !== '' && parse(value).errors.length === 0) return { take: 'other', value };
  }
}

const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
};

function undecided(conflicts: readonly Conflict[]): NixaiError {
  const told = conflicts.map(
    ({ path, mine, theirs, file, line }) =>
      `${path}: yours ${short(mine)} (${file}:${line}), the template's ${short(theirs)}`,
  );
  return new NixaiError({
    code: 'merge-conflict',
    what: `${conflicts.length === 1 ? 'one option is' : `${conflicts.length} options are`} set otherwise in your configuration; nothing was written`,
    why: told.join('\n'),
    hint: '--resolve mine to keep yours, --resolve template to take the template’s; at a terminal you are asked one by one',
    exitCode: ExitCode.refused,
  });
}

function cannotTake({ path, file, line, why }: Conflict): NixaiError {
  return new NixaiError({
    code: 'merge-conflict',
    what: `${path} cannot be replaced in ${file}, line ${line}; nothing was written`,
    why,
    hint: `change that line by hand, or --resolve mine`,
    exitCode: ExitCode.refused,
  });
}
