import type { CheckFinding } from '@nixai/api';
import { parse } from '@nixai/nix';
import type { CheckHost } from '../host.js';

/** What the verifier tells in its own words. */
const toldOtherwise =
  /^(?:unknown-option|renamed-option|removed-option|undefined-variable|duplicate-.*|syntax-.*)$/;

/**
 * What `nixai check` says of a block of an answer, beyond names and syntax: values of a wrong type,
 * options of another set, names that nothing binds, what must not stand in a configuration.
 */
export async function blockFindings(host: CheckHost, code: string): Promise<CheckFinding[]> {
  // What stands between braces is checked between braces, each line where it was.
  const text = parse(code).errors.length === 0 ? code : `{${code}\n}`;
  const { createChecker } = await import('../check.js');
  const { findings } = await createChecker(host).check({ name: 'answer.nix', text });
  return findings.filter(({ rule, severity }) => severity === 'error' && !toldOtherwise.test(rule));
}
