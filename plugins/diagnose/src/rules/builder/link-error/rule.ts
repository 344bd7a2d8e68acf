import { shellWord, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** The linker refuses, for another reason than a library that is missing. */
export const linkError: DiagnosisRule = inPackage({
  id: 'build/link-error',
  class: 'compile-error',
  phase: 'build',
  title: 'Linking fails',
  components: ['build'],
  confidence: 0.68,
  yieldsTo: [
    'linker-missing-lib',
    'kernel-module-build',
    'out-of-memory',
    'disk-full',
    'build-dir-full',
  ],
  patterns: [
    {
      anchors: [
        'ld: error: ',
        'ld.lld: error: ',
        'ld.gold: error: ',
        'mold: error: ',
        'mold: fatal: ',
      ],
      line: /(?:^|[\s/:])(?:(?:[\w.-]{1,60}[-.])?l?ld(?:\.\w{2,8})?|mold): (?:error|fatal): (?<what>(?!unable to find library|undefined symbol|cannot find|library not found).{5,300})/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: the standard environment',
      url: 'https://nixos.org/manual/nixpkgs/stable/#chap-stdenv',
    },
  ],
  explain(evidence) {
    const derivation = evidence.block.derivation;
    if (evidence.before(/(?:ld(?:\.\w+)?|mold): (?:error|fatal): /, 400) !== undefined)
      return undefined;
    const what = evidence.get('what');
    const path = evidence.block.derivationPath;
    return {
      culprit: `${derivation ?? 'the build'}: ${what.slice(0, 160)}`,
      facts: { error: what, derivation },
      message: `${derivation ?? 'The build'} stops when it is linked: ${what}.`,
      fixes: [
        advice(
          `If you did not write that package: take a revision that Hydra built (update or pin nixpkgs); if you build it with another compiler or linker than nixpkgs does (an overlay, useLLVM, -march), go back to the usual one.`,
        ),
        shellFix(
          'Otherwise read the whole log: the command that was linked stands above.',
          path === undefined ? 'nix build -L' : `nix log ${shellWord(path)}`,
        ),
      ],
      verify: buildAgain(derivation),
    };
  },
});
