import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

/** A build ended well, and did not make its output. */
export const outputNotProduced: DiagnosisRule = inPackage({
  id: 'build/output-not-produced',
  class: 'output-not-produced',
  phase: 'build',
  title: 'Build makes no output',
  components: ['build'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['failed to produce output path'],
      line: /builder for ['"`](?<path>\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}?)(?:\.drv)?)['"`] failed to produce output path(?:s)?(?: for output ['"`](?<output>\w{1,40})['"`])?/,
    },
    {
      anchors: ['failed to produce output'],
      line: /derivation ['"`]?\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,211}?)(?:\.drv)?['"`]? failed to produce output ['"`]?(?<output>\w{1,40})/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: installPhase',
      url: 'https://nixos.org/manual/nixpkgs/stable/#ssec-install-phase',
    },
  ],
  explain(evidence) {
    const name = evidence.get('name');
    const output = evidence.get('output') || 'out';
    return {
      culprit: `output ${output} of ${name}`,
      facts: { derivation: name, output },
      message: `The build of ${name} ended without an error, and did not make its output ${output}: nothing was installed to $${output}.`,
      fixes: [
        output === 'out'
          ? nixFix(
              'Have something installed to $out (a runCommand has to make $out, a file or a folder).',
              "installPhase = ''\n  runHook preInstall\n  mkdir -p $out/bin\n  cp YOUR_PROGRAM $out/bin/\n  runHook postInstall\n'';",
              { fill: { YOUR_PROGRAM: 'what the build makes' } },
            )
          : advice(
              `Have something installed to $${output} (mkdir -p $${output}; moveToOutput), or take ${output} out of outputs.`,
            ),
      ],
      verify: buildAgain(name),
    };
  },
});
