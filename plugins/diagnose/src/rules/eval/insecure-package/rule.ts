import type { DiagnosisRule, Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice } from '../../shared/fix.js';
import { allowFixes, nameOf, refusal, where } from '../../shared/refusedPackage.js';
import { checkEvaluation } from '../../shared/verify.js';

export const insecurePackage: DiagnosisRule = {
  id: 'eval/insecure-package',
  class: 'insecure-package',
  phase: 'eval',
  title: 'Package with known vulnerabilities',
  components: ['evaluation', 'packages', 'security'],
  confidence: 0.96,
  patterns: [
    ...refusal('is marked as insecure', ['is marked as insecure']),
    {
      anchors: ['permittedInsecurePackages'],
      line: /^\s*['"`](?<package>[\w.+-]{2,120})['"`] to [`'"]permittedInsecurePackages[`'"] in/,
    },
  ],
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
        ...allowFixes(evidence, {
          title: `If you need it in spite of that, allow exactly this version`,
          option: `nixpkgs.config.permittedInsecurePackages = [ ${nixString(name)} ];`,
          variable: 'NIXPKGS_ALLOW_INSECURE',
          argument: `config.permittedInsecurePackages = [ ${nixString(name)} ];`,
          risk: 'security',
        }),
        advice(
          `Better, where there is one: a version or a package that is maintained. What pulls ${nameOf(name)} in stands in the trace (--show-trace).`,
        ),
      ],
      verify: checkEvaluation(undefined, evidence.context),
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
