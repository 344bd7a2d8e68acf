import type { DiagnosisRule } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { allowFixes, nameOf, refusal, where } from '../../shared/refusedPackage.js';
import { checkEvaluation } from '../../shared/verify.js';

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
    const family = familyOf(nameOf(name));
    return {
      culprit: name,
      at: where(evidence),
      facts: {
        package: name,
        license: /\(['"]?(?<is>[^)'"]{1,80})/.exec(evidence.get('rest'))?.groups?.['is'],
      },
      message: `nixpkgs refuses ${name}: its licence is not free, and this evaluation does not allow that.`,
      fixes: allowFixes(evidence, {
        title: `Allow ${family.length > 1 ? 'these packages, which belong together' : 'this package'} (lib has to be in the arguments of the file: { lib, pkgs, ... }:)`,
        option: `nixpkgs.config.allowUnfreePredicate = pkg: builtins.elem (lib.getName pkg) [ ${family.map(nixString).join(' ')} ];`,
        variable: 'NIXPKGS_ALLOW_UNFREE',
        argument: 'config.allowUnfree = true;',
      }),
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

/** Unfree packages that come together: where one is allowed alone, the next rebuild stops at another. */
const families: readonly (readonly string[])[] = [
  ['steam', 'steam-unwrapped', 'steam-original', 'steam-run'],
  ['nvidia-x11', 'nvidia-settings', 'nvidia-persistenced'],
];

const familyOf = (name: string): readonly string[] =>
  families.find((all) => all.includes(name)) ?? [name];
