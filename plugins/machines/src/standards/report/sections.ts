import { isOpenRule, type JudgedRule, type Scanned } from '../result.js';

/** A machine's rules by what a person does about them. */
export interface Sections {
  readonly open: readonly JudgedRule[];
  readonly agreed: readonly JudgedRule[];
  readonly undeclared: readonly JudgedRule[];
  readonly unknown: readonly JudgedRule[];
  readonly kept: readonly JudgedRule[];
  readonly outside: readonly JudgedRule[];
}

export function sectionsOf({ rules }: Scanned): Sections {
  const of = (...verdicts: readonly JudgedRule['verdict'][]): readonly JudgedRule[] =>
    rules.filter(({ verdict }) => verdicts.includes(verdict));
  return {
    open: rules.filter(isOpenRule),
    agreed: of('fail').filter((one) => !isOpenRule(one)),
    undeclared: of('undeclared'),
    unknown: of('unknown'),
    kept: of('pass', 'declared'),
    outside: of('not-applicable'),
  };
}

/** How many of which: never one grade, and what was not seen is no pass. */
export function countsText(one: Scanned): string {
  const { open, agreed, undeclared, unknown, kept, outside } = sectionsOf(one);
  const seen = kept.filter(({ verdict }) => verdict === 'pass').length;
  return [
    `${open.length} not kept`,
    ...(agreed.length > 0 ? [`${agreed.length} agreed`] : []),
    ...(undeclared.length > 0 ? [`${undeclared.length} kept but declared otherwise`] : []),
    `${seen} kept`,
    ...(kept.length > seen ? [`${kept.length - seen} declared only`] : []),
    `${unknown.length} not known`,
    `${outside.length} not applicable`,
    `of ${one.rules.length}`,
  ].join(', ');
}

/** What was seen of a rule, in a line. */
export function seenText({ declared, effective }: JudgedRule): string {
  const written =
    declared === undefined
      ? []
      : [
          `declared: ${declared.answer}${
            declared.place === undefined
              ? declared.why === undefined
                ? ''
                : ` (${declared.why})`
              : ` (${declared.place.file}:${declared.place.line})`
          }`,
        ];
  const runs =
    effective === undefined
      ? []
      : [
          `runs: ${effective.answer}${
            (effective.value ?? effective.why) === undefined
              ? ''
              : ` (${shortened(effective.value ?? effective.why ?? '')})`
          }`,
        ];
  return [...written, ...runs].join('; ') || 'nothing was read of it';
}

const longest = 120;

const shortened = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text;
