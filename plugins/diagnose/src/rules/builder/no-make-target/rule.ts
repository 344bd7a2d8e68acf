import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { inPackage } from '../../shared/packageOwner.js';
import { buildAgain } from '../../shared/verify.js';

/** stdenv calls `make install` (or check) by itself, and the project has no such target. */
export const noMakeTarget: DiagnosisRule = inPackage({
  id: 'build/no-make-target',
  class: 'no-make-target',
  phase: 'build',
  title: 'Makefile lacks a target',
  components: ['build'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['No rule to make target'],
      line: /make(?:\[\d+\])?: \*\*\* No rule to make target ['"`](?<target>install|check|test|all|clean)['"`]\. {1,3}Stop/,
    },
    {
      anchors: ['error: unknown target '],
      line: /ninja: error: unknown target ['"`](?<target>install|check|test|all)['"`]/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: the install phase',
      url: 'https://nixos.org/manual/nixpkgs/stable/#ssec-install-phase',
    },
  ],
  explain(evidence) {
    const package_ = evidence.block.derivation;
    const target = evidence.get('target');
    return {
      culprit: `${target}${package_ === undefined ? '' : ` in ${package_}`}`,
      facts: { target, derivation: package_ },
      message: `stdenv runs make ${target} by itself, and the Makefile of ${package_ ?? 'the project'} has no target ${target}.`,
      fixes: [fixFor(target)],
      verify: buildAgain(package_),
    };
  },
});

function fixFor(target: string): DiagnosisFix {
  if (target === 'install')
    return nixFix(
      'Say in the package what is installed.',
      "installPhase = ''\n  runHook preInstall\n  install -Dm755 YOUR_PROGRAM -t $out/bin\n  runHook postInstall\n'';",
      { fill: { YOUR_PROGRAM: 'the file that the build has made' } },
    );
  if (target === 'check' || target === 'test')
    return nixFix(
      'Leave its tests out, or name the target that has them (checkTarget).',
      'doCheck = false;',
    );
  return advice(
    `Name a target that it has (buildFlags = [ "…" ];), or say in buildPhase how it is built.`,
  );
}
