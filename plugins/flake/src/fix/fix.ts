import type { SyntaxFault } from '@nixai/nix';
import type { CommandContext } from '@nixai/api';
import type { Fixed } from '../commands/flake/fix.js';
import { readFlake } from '../read/flake.js';
import { readFolder } from '../read/folder.js';
import { planText } from '../read/planText.js';
import { thisSystem } from '../read/system.js';
import { mend, type Found } from './mend.js';
import { withSemicolons } from './semicolons.js';

type Context = Pick<CommandContext, 'host' | 'carryOut'> & {
  readonly path: string;
  readonly write: boolean;
  readonly yes: boolean;
};

/** Mends a flake.nix: shown, and where it is wished written. */
export async function fix({ host, carryOut, path, write, yes }: Context): Promise<Fixed> {
  const folder = readFolder(path);
  const { text, lock, file, files: beside } = folder;
  const { text: whole, mended: semicolons, left: fault } = withSemicolons(text);
  if (fault !== undefined)
    return { file, findings: [syntax(fault, false)], changed: false, written: false };
  const system = thisSystem();
  const read = (given: string) => readFlake(given, { lock, files: beside, system });
  const { text: after, mended, left } = mend(whole, read);
  const findings = [
    ...semicolons.map((one) => syntax(one, true)),
    ...mended.map((one) => findingOf(one, true)),
    ...left.map((one) => findingOf(one, false)),
  ];
  if (after === text) return { file, findings, changed: false, written: false };
  const plan = await planText(host, file, { before: text, after }, 'flake fix');
  const done = await carryOut(plan, { dryRun: !write, yes, question: `Write this to ${file}?` });
  return {
    file,
    findings,
    changed: true,
    diff: plan.actions.map(({ detail }) => detail).join('\n'),
    written: done !== undefined,
    ...(done !== undefined && { undo: done.change }),
  };
}

const syntax = ({ message, hint, line }: SyntaxFault, mended: boolean) => ({
  rule: 'syntax',
  severity: 'error' as const,
  message,
  ...(hint !== undefined && { hint }),
  line,
  mended,
});

const findingOf = ({ rule, message, hint, line }: Found, mended: boolean) => ({
  rule: rule.id,
  severity: rule.severity,
  message,
  ...(hint !== undefined && { hint }),
  why: rule.why,
  line,
  mended,
});
