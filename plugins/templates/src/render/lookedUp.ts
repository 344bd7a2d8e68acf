import type { TemplateCheck } from '../templates/prepare.js';

/** What was found right, where no error was found, as the end of a sentence. */
export function lookedUp({
  against,
  findings,
}: {
  readonly against: readonly string[];
  readonly findings: readonly Pick<TemplateCheck['findings'][0], 'rule'>[];
}): string {
  if (against.length === 0)
    return 'it parses. Options are looked up for modules of NixOS and Home Manager alone.';
  const those = findings.some(({ rule }) => rule === 'unknown-option')
    ? 'all other options'
    : 'its options';
  return `it parses, and ${those} exist: ${against.join('; ')}.`;
}
