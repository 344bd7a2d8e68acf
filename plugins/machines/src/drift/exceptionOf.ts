import { badWord } from '../registry/faults.js';
import type { Exception } from '../registry/exception.js';
import { kinds } from './kinds.js';
import { lastDay } from './lastDay.js';

/** What a person says of a finding that they agree to. */
export interface Agreement {
  readonly machine: string;
  readonly finding: string;
  readonly reason: string;
  readonly expiry: string;
  readonly approvedBy: string;
}

/** @throws NixaiError `machine-word` for an id that no finding has or for nothing said, or `usage`. */
export function exceptionOf(
  { machine, finding, reason, expiry, approvedBy }: Agreement,
  now: Date,
): Exception {
  const [, kind = '', subject = ''] = /^([^:]*):(.*)$/.exec(finding) ?? [];
  if ((kind !== 'rule' && !Object.hasOwn(kinds, kind)) || subject.trim() === '')
    throw badWord(
      'the finding',
      finding,
      `is no id of one: KIND:SUBJECT, as nixai machines drift-check ${machine} --detailed says it, or rule:ID`,
    );
  for (const [flag, value] of [
    ['--reason', reason],
    ['--approved-by', approvedBy],
  ] as const)
    if (value.trim() === '') throw badWord(flag, value, 'says nothing');
  return { machine, finding, reason, until: lastDay(expiry, now), approvedBy };
}
