import { placeName, type DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** Something must be built to go on evaluating, and that is switched off. */
export const importFromDerivation: DiagnosisRule = {
  id: 'eval/import-from-derivation',
  class: 'import-from-derivation-disabled',
  phase: 'eval',
  title: 'Evaluation would have to build something',
  components: ['evaluation', 'nix'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['allow-import-from-derivation', 'import-from-derivation'],
      line: /cannot build ['"`](?<path>[^'"`\s]{10,300})['"`] during evaluation because the option ['"`]allow-import-from-derivation['"`] is disabled/,
    },
    {
      anchors: ['allow-import-from-derivation'],
      line: /(?<path>\/nix\/store\/\S{34,260}).{0,80}allow-import-from-derivation/,
    },
    {
      anchors: ['import-from-derivation is', 'Import from derivation is'],
      line: /[Ii]mport[- ]from[- ]derivation is (?:disabled|not allowed|forbidden)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: import from derivation',
      url: 'https://nix.dev/manual/nix/latest/language/import-from-derivation',
    },
  ],
  explain(evidence) {
    const path = evidence
      .get('path')
      .replace(/^\/nix\/store\/[0-9a-z]{32}-|\.drv.*$|[\^!].*$/g, '');
    const at = evidence.frame();
    return {
      culprit: `${path === '' ? 'an import from a derivation' : path}${at === undefined || at.library ? '' : ` at ${placeName(at)}`}`,
      at: at?.library === true ? undefined : at,
      facts: { derivation: path || undefined },
      message: `To go on evaluating, ${path === '' ? 'a derivation' : path} would have to be built (import from derivation), and that is switched off here, as on Hydra and for nix flake check of some systems.`,
      fixes: [
        shellFix(
          'Allow it for this run (give your own command the same option).',
          'nix build --option allow-import-from-derivation true',
        ),
        ...updateInput(evidence, at),
      ],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};
