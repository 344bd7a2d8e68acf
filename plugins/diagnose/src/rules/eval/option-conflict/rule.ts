import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';
import { definitionsBelow, optionName } from '../../shared/optionDefinition.js';

/** Two definitions of one option that cannot be merged, with equal priority. */
export const optionConflict: DiagnosisRule = {
  id: 'eval/option-conflict',
  class: 'option-conflict',
  phase: 'eval',
  title: 'Conflicting definitions of an option',
  components: ['evaluation', 'options'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'conflicting definition',
        'defined multiple times',
        'is both declared and',
        'The unique option',
      ],
      line: new RegExp(
        `The (?:unique )?option [\`'"](?<option>${optionName})['\`"](?: (?:has|is|in|defined).{0,40}?)? ?(?:has conflicting definition|conflicting definitions|is defined multiple times|defined multiple times)(?<rest>.{0,300})`,
      ),
    },
    {
      anchors: ['has conflicting definition'],
      line: /(?:option|The option) (?<option>[\w.-]{3,200}) has conflicting definition/,
    },
    {
      anchors: ['are mutually exclusive', 'mutually exclusive:'],
      line: /(?<option>[\w."<>/-]{3,200}) and [\w."<>/-]{3,200} are mutually exclusive/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: option definitions and priorities',
      url: 'https://nixos.org/manual/nixos/stable/#sec-option-definitions-setting-priorities',
    },
  ],
  explain(evidence) {
    const option = evidence.get('option');
    const definitions = definitionsBelow(evidence);
    const inline = [
      ...evidence.get('rest').matchAll(/[`'"](?<file>[^'"`\s]*\/[^'"`\s]*)['"`]/g),
    ].map(({ groups }) => groups?.['file'] ?? '');
    const files = definitions.length > 0 ? definitions.map(({ file }) => file) : inline;
    const values = definitions.map(({ value }) => value).filter((value) => value !== undefined);
    const who = files.length === 0 ? 'two modules' : files.join(' and ');
    return {
      culprit: `${option}${files.length === 0 ? '' : ` (${files.join(', ')})`}`,
      at: files[0] === undefined ? undefined : { file: files[0] },
      facts: {
        option,
        files: files.join(', ') || undefined,
        values: values.join(' | ') || undefined,
      },
      message: `${who} define ${option} differently, with the same priority, and its type cannot merge them.`,
      fixes: fixesFor(option, values[0]),
      options: [option],
      verify: checkEvaluation(),
    };
  },
};

function fixesFor(option: string, value = 'value'): DiagnosisFix[] {
  const text = value.length < 80 ? value : 'value';
  return [
    nixFix(
      'Force the definition that shall win (lib.mkOverride 60 does the same a little weaker).',
      `${option} = lib.mkForce ${text};`,
    ),
    nixFix(
      'Or make the other one a default that yields, if the file is yours.',
      `${option} = lib.mkDefault ${text};`,
    ),
    advice(
      'Or delete one of the two: if both describe the same thing (a label and a device of one file system), keep one.',
    ),
  ];
}
