import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';
import { refusal, nameOf, where, shellNote } from '../../shared/refusedPackage.js';

const otherImport =
  'If it is allowed already, another import of nixpkgs (in an overlay, a flake output, an input) does not see it: give config to that import, too.';

export const unfreePackage: DiagnosisRule = {
  id: 'eval/unfree-package',
  class: 'unfree-package',
  phase: 'eval',
  title: 'Package with an unfree licence',
  components: ['evaluation', 'packages'],
  confidence: 0.96,
  patterns: refusal(
    '(?:has an unfree license|is not free|has a blocklisted license|has an? (?:unfree|blacklisted) licen[sc]e)',
    ['unfree license', 'blocklisted license', 'has an unfree', 'blacklisted licen'],
  ),
  docs: [
    {
      title: 'Nixpkgs manual: unfree packages',
      url: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-unfree',
    },
  ],
  explain(evidence) {
    const name = evidence.get('package');
    const short = nameOf(name);
    return {
      culprit: name,
      at: where(evidence),
      facts: {
        package: name,
        license: /\(['"]?(?<is>[^)'"]{1,80})/.exec(evidence.get('rest'))?.groups?.['is'],
      },
      message: `nixpkgs refuses ${name}: its licence is not free, and this evaluation does not allow that.`,
      fixes: [
        nixFix(
          'Allow this package in the configuration.',
          `nixpkgs.config.allowUnfreePredicate = pkg: builtins.elem (lib.getName pkg) [ "${short}" ];`,
        ),
        nixFix('Or all unfree packages.', 'nixpkgs.config.allowUnfree = true;'),
        shellFix(`For one command. ${shellNote}`, 'NIXPKGS_ALLOW_UNFREE=1 nix build --impure'),
        nixFix(otherImport, 'import nixpkgs { inherit system; config.allowUnfree = true; }'),
      ],
      verify: checkEvaluation(),
    };
  },
};
