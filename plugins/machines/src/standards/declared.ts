import type { CheckDefinition, ReadConfiguration } from '@nixai/api';
import type { Condition, Rule } from './rule.js';
import { testPlain, testWritten, type Answer } from './test.js';

/** What a configuration says of a rule. */
export interface Declared {
  readonly answer: 'pass' | 'fail' | 'unknown' | 'not-applicable';
  /** Where it is written; absent where a default, or nothing, says it. */
  readonly place?: { readonly file: string; readonly line: number };
  /** The default that says it, or why nobody can tell. */
  readonly why?: string;
}

type Path = readonly (string | undefined)[];

type Judged = { readonly answer: Answer } & Pick<Declared, 'place' | 'why'>;

/** Judges a rule by what is written. Where a part does not show, it is unknown and never a pass. */
export function judgeDeclared(rule: Rule, read: ReadConfiguration): Declared {
  const { when = [], declared = [], match = 'all' } = rule;
  const applies = when.map((one) => judgeCondition(one, read));
  const not = applies.find(({ answer }) => answer === false);
  if (not !== undefined) return { answer: 'not-applicable' };
  const doubtful = applies.find(({ answer }) => answer === undefined);
  if (doubtful !== undefined) return { answer: 'unknown', why: doubtful.why };
  if (declared.length === 0) return { answer: 'unknown', why: 'no option says it' };
  const judged = declared.map((one) => judgeCondition(one, read));
  const [deciding, word] = match === 'all' ? ([false, 'fail'] as const) : ([true, 'pass'] as const);
  const decided = judged.find(({ answer }) => answer === deciding);
  if (decided !== undefined) return { answer: word, ...about(decided) };
  const open = judged.find(({ answer }) => answer === undefined);
  if (open !== undefined) return { answer: 'unknown', why: open.why };
  return { answer: match === 'all' ? 'pass' : 'fail', ...about(judged[0]) };
}

const about = ({ place, why }: Pick<Declared, 'place' | 'why'> = {}): Pick<
  Declared,
  'place' | 'why'
> => (place === undefined ? { why } : { place });

function judgeCondition(condition: Condition, read: ReadConfiguration): Judged {
  const { configuration } = read;
  const path = pathOf(condition.option);
  const definitions = strongest(configuration.definitions(path));
  if (definitions === undefined) return { answer: undefined, why: 'its priority is computed' };
  const silent = membersBeside(path, definitions, read);
  if (definitions.length === 0 && silent.length === 0)
    return isOfMembers(path) && condition.op !== 'set'
      ? noMember(configuration.complete)
      : byDefault(condition, configuration.complete);
  // Each member of a set is judged alone; what is written of one option in several places counts together.
  const members = new Map<string, CheckDefinition[]>();
  for (const one of definitions) {
    const member = one.path.join('\0');
    members.set(member, [...(members.get(member) ?? []), one]);
  }
  const judged = [
    ...[...members.values()].map((own) => judgeMember(condition, own, read)),
    ...silent.map((isWhole) => byDefault(condition, configuration.complete && isWhole)),
  ];
  return (
    judged.find(({ answer }) => answer === false) ??
    judged.find(({ answer }) => answer === undefined) ??
    (judged[0] as Judged)
  );
}

/** Whether it is an option of each member of a set: `users.users.*.shell`. */
const isOfMembers = (path: Path): boolean => path.includes('*') && path.at(-1) !== '*';

const noMember = (complete: boolean): Judged =>
  complete
    ? { answer: true, why: 'there is none of it' }
    : { answer: undefined, why: 'an import could not be followed' };

/** How deep below a member is looked for what is written of it. */
const depth = 4;

/** Members of a set that say nothing of the option, each with whether all of it can be seen. */
function membersBeside(
  path: Path,
  own: readonly CheckDefinition[],
  { configuration }: ReadConfiguration,
): readonly boolean[] {
  if (!isOfMembers(path)) return [];
  const top = path.slice(0, path.lastIndexOf('*') + 1);
  const key = ({ path: names }: CheckDefinition): string => names.slice(0, top.length).join('\0');
  const saying = new Set(own.map(key));
  const silent = new Map<string, boolean>();
  for (let below = 0; below <= depth; below++)
    for (const one of configuration.definitions([...top, ...Array<string>(below).fill('*')])) {
      // A member that is made by a function may say anything.
      const isWhole = below > 0 || one.values.every(({ type }) => type === 'set');
      if (!saying.has(key(one))) silent.set(key(one), (silent.get(key(one)) ?? true) && isWhole);
    }
  return [...silent.values()];
}

function judgeMember(
  condition: Condition,
  definitions: readonly CheckDefinition[],
  read: ReadConfiguration,
): Judged {
  const judged = definitions.map((one) => judgeDefinition(condition, one, read));
  const isDeciding = condition.op === 'has';
  return (
    judged.find(({ answer }) => answer === isDeciding) ??
    judged.find(({ answer }) => answer === undefined) ??
    (judged[0] as Judged)
  );
}

/** Those that win by their priority; undefined where one of them is computed. */
function strongest(all: readonly CheckDefinition[]): readonly CheckDefinition[] | undefined {
  if (all.some(({ priority }) => Number.isNaN(priority))) return undefined;
  // Different members of a set do not compete.
  return all.filter(
    (one) =>
      !all.some(
        (other) =>
          other.priority < one.priority &&
          !other.conditional &&
          other.path.join('\0') === one.path.join('\0'),
      ),
  );
}

function byDefault({ op, default: usual, ...test }: Condition, complete: boolean): Judged {
  if (!complete) return { answer: undefined, why: 'an import could not be followed' };
  if (op === 'set' || op === 'unset') return { answer: op === 'unset', why: 'nothing sets it' };
  if (usual === undefined) return { answer: undefined, why: 'nothing sets it' };
  const shown = (typeof usual === 'object' ? usual.join(' ') : String(usual)) || 'empty';
  return { answer: testPlain({ op, ...test }, usual), why: `by default: ${shown}` };
}

function judgeDefinition(
  condition: Condition,
  definition: CheckDefinition,
  { placeOf }: ReadConfiguration,
): Judged {
  const place = placeOf(definition);
  const answers = new Set(definition.values.map((value) => testWritten(condition, value)));
  const [answer] = answers;
  if (answers.size !== 1) return { answer: undefined, why: 'it depends on a condition', place };
  if (answer === undefined) return { answer, why: 'only an evaluation tells its value', place };
  if (definition.conditional)
    return { answer: undefined, why: 'it stands behind a condition', place };
  return { answer, place };
}

/** The names of a path as a rule writes it: `boot.kernel.sysctl."kernel.sysrq"`. */
export const pathOf = (option: string): Path =>
  [...option.matchAll(/"([^"]*)"|([^.]+)/g)].map(([, quoted, plain]) => quoted ?? plain);
