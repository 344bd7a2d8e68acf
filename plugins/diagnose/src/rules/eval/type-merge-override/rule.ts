import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

/** As of 25.11 nixpkgs' library refuses types whose check was replaced by hand. */
export const typeMergeOverride: DiagnosisRule = {
  id: 'eval/type-merge-override',
  class: 'release-skew',
  phase: 'eval',
  title: 'Module is older than nixpkgs',
  components: ['evaluation', 'options'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [' has a type '],
      line: /The option [`'"](?<option>[^'`"\s]{1,200})['`"] has a type [`'"](?<type>.{1,120}?)['`"] that uses(?: an ad-hoc|$)/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: option types',
      url: 'https://nixos.org/manual/nixos/stable/#sec-option-types-custom',
    },
  ],
  explain(evidence) {
    const option = evidence.get('option');
    if (!/ad-hoc/.test([evidence.line.text, ...evidence.below(2)].join(' '))) return undefined;
    const home = /^home-manager\.users\./.test(option) || evidence.context.tool === 'home-manager';
    return {
      culprit: option,
      facts: { option, type: evidence.get('type') },
      message: `The module that declares ${option} is older than this nixpkgs: it replaces the check of a type by hand (type // { check = …; }), which the library refuses since 25.11.`,
      fixes: [
        ...(home
          ? [
              shellFix(
                'Home Manager declares it: update it together with nixpkgs (of one release, or both unstable).',
                evidence.context.flake === false
                  ? 'nix-channel --update'
                  : 'nix flake update home-manager nixpkgs',
              ),
            ]
          : [
              advice(
                'If the module is yours: write lib.types.addCheck TYPE (value: …) instead of TYPE // { check = …; }.',
              ),
              shellFix(
                'If it comes from an input: update that input together with nixpkgs.',
                'nix flake update YOUR_INPUT nixpkgs',
                { fill: { YOUR_INPUT: 'the input whose module declares the option' } },
              ),
            ]),
      ],
      options: [option],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};
