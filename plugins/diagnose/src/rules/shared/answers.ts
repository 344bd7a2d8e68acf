import type { DiagnosisFix } from '@nixai/api';

/** Words of a refusal that many meet, and what ends it. */
export type Answer = readonly [
  pattern: RegExp,
  fixes: (found: Readonly<Record<string, string | undefined>>) => readonly DiagnosisFix[],
];

/** What the first answer that knows a text has for it; undefined where none does. */
export function answerTo(
  text: string,
  answers: readonly Answer[],
): readonly DiagnosisFix[] | undefined {
  for (const [pattern, fixes] of answers) {
    const found = pattern.exec(text);
    if (found !== null) return fixes(found.groups ?? {});
  }
  return undefined;
}
