import type { DiagnosisRule } from '@nixai/api';
import { optionPath } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';

/** The manual is made of all options, and one of a module of one's own says nothing of itself. */
export const optionUndocumented: DiagnosisRule = {
  id: 'eval/option-undocumented',
  class: 'option-undocumented',
  phase: 'eval',
  title: 'Option has no description or type',
  components: ['evaluation', 'documentation'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [' has no description', ' has no type. Please'],
      line: /error: option [`'"]?(?<option>[\w.<>*"-]{1,200}?)['"`]? has no (?:description|type\. Please)/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: option declarations',
      url: 'https://nixos.org/manual/nixos/stable/#sec-option-declarations',
    },
  ],
  explain(evidence) {
    const option = evidence.get('option');
    const path = optionPath(option);
    const text = 'lib.mkOption {\n  type = lib.types.str;\n  description = "YOUR_DESCRIPTION";\n};';
    const fill = {
      fill: { YOUR_DESCRIPTION: 'what the option is for; the type is what it takes' },
    };
    return {
      culprit: option,
      facts: { option },
      message: `The manual is made of the options of all modules, and ${option} has no description or no type: that stops the build of the manual.`,
      fixes: [
        path === undefined
          ? advice(`Where ${option} is declared, give it a type and a description.`)
          : nixFix(
              'Where it is declared (in a module of your own), give it a type and a description.',
              `options.${path} = ${text}`,
              fill,
            ),
        nixFix(
          'If it is of an input: let the manual be made in spite of it.',
          'documentation.nixos.options.warningsAreErrors = false;',
        ),
      ],
      options: [option],
      verify: ['nixos-rebuild dry-build'],
    };
  },
};
