import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

/** As of 2025 the fetcher of pnpm packages asks for the number of its format, and drops old ones. */
export const fetcherVersion: DiagnosisRule = {
  id: 'eval/fetcher-version',
  class: 'fetcher-version',
  phase: 'eval',
  title: 'fetcherVersion of the pnpm packages',
  components: ['evaluation', 'node'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['fetcherVersion'],
      line: /(?:fetchDeps|fetchPnpmDeps)\S{0,3} .{0,60}`?fetcherVersion(?: = (?<old>\d{1,2}))?`? (?:is not set|is no longer supported(?: for [`'"]?(?<pnpm>pnpm\w{0,8}))?|.{0,40}not supported)/,
    },
    {
      anchors: ['fetcherVersion'],
      line: /(?<pnpm>pnpm\w{0,8})\S{0,40} .{0,60}fetcherVersion.{0,40}(?:is not set|must be set|is required)/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: fetcherVersion of pnpm',
      url: 'https://nixos.org/manual/nixpkgs/stable/#javascript-pnpm-fetcherVersion',
    },
  ],
  explain(evidence) {
    const old = evidence.get('old');
    const of = evidence.get('pnpm') || 'pnpm';
    return {
      culprit: old === '' ? 'fetcherVersion is not set' : `fetcherVersion = ${old} for ${of}`,
      at: evidence.frame(),
      facts: { fetcherVersion: old || undefined },
      message: `The packages of a pnpm project are fetched with ${old === '' ? 'no fetcherVersion' : `fetcherVersion = ${old}`}, and this nixpkgs wants ${old === '' ? 'it said' : 'a newer one'}: what defines the package was written for an older nixpkgs.`,
      fixes: fixesFor(evidence, old),
      verify: checkEvaluation(evidence.frame(), evidence.context),
    };
  },
};

function fixesFor(evidence: Evidence, old: string): readonly DiagnosisFix[] {
  const number = old === '' ? 3 : Number(old) + 1;
  const author = nixFix(
    'If you write the package: say the number, and empty the hash, which is another one with it (Nix then stops, and says the right one). The manual says which numbers there are.',
    `pnpmDeps = fetchPnpmDeps {\n  inherit (finalAttrs) pname version src;\n  fetcherVersion = ${number};\n  hash = "";\n};`,
  );
  const reference = evidence.context.target?.reference;
  const user = shellFix(
    `If it is the package of a flake input${reference === undefined ? '' : ` (${reference})`}: update that input; while it is not mended, do not let it follow your newer nixpkgs.`,
    'nix flake update YOUR_INPUT',
    { fill: { YOUR_INPUT: 'the input that the package comes from' } },
  );
  return evidence.context.target?.kind === 'own' ? [author, user] : [user, author];
}
