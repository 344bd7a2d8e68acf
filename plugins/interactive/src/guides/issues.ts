import type { Issue } from './issue.js';

/** The issues of a result of `diagnose`: what is a consequence of another one is none. */
export function issuesIn(result: unknown): readonly Issue[] {
  const { findings = [] } = (result ?? {}) as { readonly findings?: readonly Issue[] };
  return findings.filter(({ role }) => role === 'cause');
}
