import type { Finding } from '../engine/finding.js';

const common = new Set(
  'added changed removed update updated upgraded switched enabled disabled from with into that this then after before config configuration nixos nixpkgs flake system option package version file'.split(
    ' ',
  ),
);

/** The words of what a person changed that say something. */
function tellingWords(changes: string): readonly string[] {
  return changes
    .toLowerCase()
    .split(/[^\w.+-]+/)
    .map((word) => word.replace(/^[.+-]+|[.+-]+$/g, ''))
    .filter((word) => word.length > 2 && !common.has(word));
}

/** What a finding shares with what was changed: a package, an option, a file. */
export function sharedWord(finding: Finding, changes: string): string | undefined {
  const named = [finding.culprit, finding.derivation, ...Object.values(finding.facts ?? {})]
    .filter((text) => typeof text === 'string')
    .join(' ')
    .toLowerCase();
  return tellingWords(changes).find((word) => named.includes(word));
}

/** Causes that touch what was changed come before those that do not; else the order stays. */
export function byChanges(findings: readonly Finding[], changes: string): readonly Finding[] {
  const touches = (one: Finding): boolean =>
    one.role === 'cause' && sharedWord(one, changes) !== undefined;
  return [...findings.filter(touches), ...findings.filter((one) => !touches(one))];
}
