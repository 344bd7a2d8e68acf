import type { DiagnosisFix } from '@nixai/api';

/** Words of an assertion that many meet, and what ends it. */
export type Answer = readonly [
  pattern: RegExp,
  fixes: (found: Readonly<Record<string, string | undefined>>) => readonly DiagnosisFix[],
];
