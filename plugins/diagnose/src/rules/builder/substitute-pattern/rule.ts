import type { DiagnosisRule } from '@nixai/api';
import { advice } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** `--replace-fail` looks for a text that the source does not have (any more). */
export const substitutePattern: DiagnosisRule = inPackage({
  id: 'build/substitute-pattern',
  class: 'substitute-pattern',
  phase: 'build',
  title: 'Text to replace is not in the source',
  components: ['build'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['match anything in file'],
      line: /pattern (?<pattern>.{1,200}?) doesn't match anything in file ['"]?(?<file>[^'"\s]{1,240})/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: substituteInPlace',
      url: 'https://nixos.org/manual/nixpkgs/stable/#fun-substituteInPlace',
    },
  ],
  explain(evidence) {
    const file = evidence.get('file').replace(/^\/build\/[^/]{1,80}\//, '');
    const pattern = evidence.get('pattern');
    const package_ = evidence.block.derivation;
    return {
      culprit: `${file === '' ? pattern : file}${package_ === undefined ? '' : ` of ${package_}`}`,
      facts: { file: file || undefined, pattern, derivation: package_ },
      message: `A substitution in ${package_ ?? 'the package'} wants to replace ${pattern}${file === '' ? '' : ` in ${file}`}, and this version of the source has no such text: the source changed, and the packaging did not.`,
      fixes: [
        advice(
          'If you overrode src or version: take the override back, or correct the substitution (postPatch) to what the new source has; drop it if it is not needed any more.',
        ),
        advice(
          'If the package is not yours: take another revision of the input that it comes from (nix flake update), so that source and packaging are of one time.',
        ),
      ],
      verify: buildAgain(package_),
    };
  },
});
