import { flag, type Flags, type Values } from '@nixai/api';
import type { KeepPolicy } from './policy.js';

const helpGroup = 'KEEP';
const keep = (what: string) => flag.integer(`Keep ${what}`, { min: 0, helpGroup });

export const keepFlags = {
  'keep-last': keep('so many, the newest'),
  'keep-daily': keep('the newest of so many days'),
  'keep-weekly': keep('the newest of so many weeks'),
  'keep-monthly': keep('the newest of so many months'),
  'keep-yearly': keep('the newest of so many years'),
} as const satisfies Flags;

/** What flags say to keep; undefined where they say nothing. */
export function policyOf(flags: Partial<Values<typeof keepFlags>>): KeepPolicy | undefined {
  const policy: KeepPolicy = {
    ...(flags['keep-last'] !== undefined && { last: flags['keep-last'] }),
    ...(flags['keep-daily'] !== undefined && { daily: flags['keep-daily'] }),
    ...(flags['keep-weekly'] !== undefined && { weekly: flags['keep-weekly'] }),
    ...(flags['keep-monthly'] !== undefined && { monthly: flags['keep-monthly'] }),
    ...(flags['keep-yearly'] !== undefined && { yearly: flags['keep-yearly'] }),
  };
  return Object.values(policy).some((count) => count > 0) ? policy : undefined;
}
