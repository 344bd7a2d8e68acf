import type { DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';
import { refusal, where, nameOf, shellNote } from '../../shared/refusedPackage.js';

export const insecurePackage: DiagnosisRule = {
  id: 'eval/insecure-package',
  class: 'insecure-package',
  phase: 'eval',
  title: 'Package with known vulnerabilities',
  components: ['evaluation', 'packages', 'security'],
  confidence: 0.96,
  patterns: refusal('is marked as insecure', ['is marked as insecure']),
  docs: [
    {
      title: 'Nixpkgs manual: insecure packages',
      url: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-insecure',
    },
  ],
  explain(evidence) {
    const name = evidence.get('package');
    return {
      culprit: name,
      at: where(evidence),
      facts: { package: name, issues: knownIssues(evidence) },
      message: `nixpkgs refuses ${name} because of known vulnerabilities${issuesNote(evidence)}. Something in the configuration needs it; see which before you allow it.`,
      fixes: [
        advice(
          `Best: use a version or a package that is maintained; find what pulls ${nameOf(name)} in with nix why-depends, or --show-trace.`,
        ),
        nixFix(
          'Or allow exactly this version in the configuration (with flakes, ~/.config/nixpkgs/config.nix is not read).',
          `nixpkgs.config.permittedInsecurePackages = [ "${name}" ];`,
          'security',
        ),
        shellFix(
          `For one command. ${shellNote}`,
          'NIXPKGS_ALLOW_INSECURE=1 nix build --impure',
          'security',
        ),
      ],
      verify: checkEvaluation(),
    };
  },
};

function knownIssues(evidence: Evidence): string | undefined {
  const lines = evidence.below(12);
  const start = lines.findIndex((text) => /Known issues:/.test(text));
  if (start < 0) return undefined;
  return (
    lines
      .slice(start + 1)
      .map((text) => /^\s*- (\S.{0,160})/.exec(text)?.[1])
      .filter((text) => text !== undefined)
      .join('; ') || undefined
  );
}

function issuesNote(evidence: Evidence): string {
  const issues = knownIssues(evidence);
  return issues === undefined ? '' : ` (${issues.slice(0, 200)})`;
}
