import type { DiagnosisRule } from '@nixai/api';
import { advice } from '../../shared/fix.js';
import { darwinAnswer } from './answers.js';

/** nix-darwin looks at the machine before it activates, and says itself what to do. */
export const activationChecks: DiagnosisRule = {
  id: 'activation/checks',
  class: 'activation-failed',
  phase: 'activation',
  title: 'Refused before the activation',
  components: ['darwin'],
  confidence: 0.85,
  patterns: [
    {
      anchors: [', aborting activation'],
      line: /error: (?<why>.{5,300}), aborting activation/,
    },
  ],
  docs: [{ title: 'nix-darwin manual', url: 'https://nix-darwin.github.io/nix-darwin/manual/' }],
  explain(evidence) {
    const why = evidence.get('why');
    return {
      culprit: why.slice(0, 200),
      facts: { reason: why },
      message: `nix-darwin does not activate: ${why}. Nothing was changed.`,
      // What a log says to run is never passed on as a command.
      fixes: darwinAnswer(why) ?? [
        advice(`Mend that (the lines below it in the log say how), and switch again: ${why}.`),
      ],
      verify: ['darwin-rebuild build'],
    };
  },
};
