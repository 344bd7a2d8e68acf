import { ExitCode, NixaiError, type CommandContext } from '@nixai/api';
import { editConfigurations, type MachineEdits } from '../edits/plan.js';
import type { Edited } from '../edits/result.js';
import { editsIn, type WantedEdit } from '../edits/wanted.js';
import type { ReadMachine } from '../written/read.js';
import { judgeDeclared } from './declared.js';
import { isOpenRule, type JudgedRule, type Scanned } from './result.js';
import type { Rule } from './rule.js';

export interface FixRequest {
  readonly about: string;
  /** Only these; all whose fix surprises nobody where there are none. */
  readonly only: readonly string[];
  readonly dryRun: boolean;
  readonly yes: boolean;
}

type Left = Edited['left'][number];

/**
 * Writes into configurations' files what keeps the rules that are not kept.
 * @param read the same machines in the same order, as they are written.
 * @throws NixaiError `usage` for a rule that there is not.
 */
export async function fixRules(
  context: Pick<CommandContext, 'host' | 'tasks' | 'carryOut'>,
  machines: readonly Scanned[],
  read: readonly ReadMachine[],
  rules: readonly Rule[],
  request: FixRequest,
): Promise<Edited> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const odd = request.only.find((id) => !byId.has(id));
  if (odd !== undefined)
    throw new NixaiError({
      code: 'usage',
      what: `there is no rule ${JSON.stringify(odd)} among these`,
      exitCode: ExitCode.usage,
    });
  const left: Left[] = [];
  const all = machines.flatMap(({ name, rules: judged }, at): readonly MachineEdits[] => {
    const written = read[at]?.written;
    if (written === undefined) return [];
    const wanted = judged
      .filter((one) => isOpenRule(one) || one.verdict === 'undeclared')
      .flatMap((one): readonly WantedEdit[] => {
        const rule = byId.get(one.rule);
        if (rule === undefined || !isAsked(one, request)) return [];
        const edit = wantedOf(rule, one, request.only.includes(rule.id));
        if (!('why' in edit)) return [edit];
        const { why, named = false } = edit;
        left.push({ machine: name, id: rule.id, why, ...(named && { named }) });
        return [];
      });
    return wanted.length === 0 ? [] : [{ machine: name, written, wanted }];
  });
  const edited = await editConfigurations(context, all, request);
  return { ...edited, left: [...left, ...edited.left] };
}

/** Where nobody has named rules, those that have no fix are not spoken of. */
const isAsked = ({ rule, fix }: JudgedRule, { only }: FixRequest): boolean =>
  only.length > 0 ? only.includes(rule) : fix !== undefined;

function wantedOf(
  rule: Rule,
  { declared }: JudgedRule,
  isNamed: boolean,
): WantedEdit | { readonly why: string; readonly named?: boolean } {
  const { id, fix = '', careful, declared: conditions = [] } = rule;
  if (declared?.answer === 'pass')
    return { why: 'it is declared so: what runs is another system, or was changed there' };
  if (careful !== undefined && !isNamed) return { why: careful, named: true };
  const edits = editsIn(fix);
  if (edits.length === 0) return { why: 'it has no edit that fits everywhere' };
  if (conditions.some(({ option }) => /(?:^|\.)\*(?:\.|$)/.test(option)))
    return { why: 'it is of each member of a set: which value fits is for you to say' };
  return { id, edits, holds: (read) => judgeDeclared(rule, read).answer === 'pass' };
}
