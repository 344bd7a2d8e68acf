import { advice } from '../../shared/fix.js';
import { definitionsBelow } from '../../shared/optionDefinition.js';
import { ruleOfSayings } from '../../shared/sayings.js';
import { checkEvaluation } from '../../shared/verify.js';

/** An option that a module works out itself, and that nobody else may set. */
export const optionReadOnly = ruleOfSayings(
  {
    id: 'eval/option-read-only',
    class: 'option-read-only',
    phase: 'eval',
    title: 'Option cannot be set',
    components: ['evaluation', 'options'],
    confidence: 0.95,
    docs: [
      {
        title: 'NixOS manual: option declarations',
        url: 'https://nixos.org/manual/nixos/stable/#sec-option-declarations',
      },
    ],
  },
  [
    {
      anchors: ['is read-only, but'],
      line: /The option [`'"](?<option>[^'"`\s]{2,200})['"`] is read-only, but (?:it's|it is) set multiple times/,
      explain(evidence) {
        const option = evidence.get('option');
        const files = definitionsBelow(evidence).map(({ file }) => file);
        const unstable = /^nixpkgs\.|system\.nixos\./.test(option);
        return {
          culprit: option,
          facts: { option, files: files.join(', ') || undefined },
          message: `${option} is set by a module itself (read-only), and another file sets it as well${files.length === 0 ? '' : ` (${files.join(', ')})`}.`,
          fixes: [
            advice(
              `If a file of yours sets ${option}: take that out; the module offers another option for what it is to be.`,
            ),
            advice(
              unstable
                ? 'If pkgs is handed in by the flake (nixpkgs.pkgs, a readOnlyPkgs module): set overlays and config where that pkgs is made.'
                : `If none does: two modules set it (the same one loaded twice, or one of an input and one of nixpkgs): import one of them.`,
            ),
          ],
          options: [option],
          verify: checkEvaluation(undefined, evidence.context),
        };
      },
    },
  ],
);
