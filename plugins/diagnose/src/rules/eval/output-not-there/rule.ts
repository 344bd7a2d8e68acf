import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

/** A derivation asks for an output that the other does not have. */
export const outputNotThere: DiagnosisRule = {
  id: 'eval/output-not-there',
  class: 'output-not-there',
  phase: 'eval',
  title: 'Output does not exist in what is asked for it',
  components: ['evaluation', 'build'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['requires non-existent output'],
      line: /derivation ['"`]?\/nix\/store\/[0-9a-z]{32}-(?<asks>[^'"`\s]{1,211}?)\.drv['"`]? requires non-existent output ['"`](?<output>[\w-]{1,60})['"`] from input derivation ['"`]?\/nix\/store\/[0-9a-z]{32}-(?<of>[^'"`\s]{1,211}?)\.drv/,
    },
    {
      anchors: ['does not have wanted outputs', 'does not have an output named'],
      line: /derivation ['"`]?\/nix\/store\/[0-9a-z]{32}-(?<of>[^'"`\s]{1,211}?)(?:\.drv)?['"`]? does not have (?:wanted outputs|an output named) ['"`](?<output>[\w-]{1,60})['"`]/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: multiple-output packages',
      url: 'https://nixos.org/manual/nixpkgs/stable/#chap-multiple-output',
    },
  ],
  explain(evidence) {
    const of = evidence.get('of');
    const output = evidence.get('output');
    const asks = evidence.get('asks');
    return {
      culprit: `output ${output} of ${of}`,
      facts: { output, derivation: of, asks: asks || undefined },
      message: `${asks === '' ? 'What is built' : asks} asks for the output ${output} of ${of}, which has none of that name.`,
      fixes: [
        advice(
          `If a file of yours names it (.${output}, lib.getOutput, or an override that changed outputs): name an output that ${of} has; without one out is taken.`,
        ),
        shellFix(
          `If it came with an update, or only now and then: what asks and ${of} are of two times, or of an evaluation that Nix kept. Evaluate anew; if that does not help, update the inputs.`,
          'nix build --option eval-cache false   # your own command, with that option',
        ),
      ],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};
