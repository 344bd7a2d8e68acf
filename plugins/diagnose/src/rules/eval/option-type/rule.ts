import { shellWord, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
import { nixString, optionPath, shownValue } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { definitionsBelow, moduleFile, optionName } from '../../shared/optionDefinition.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** An option is set to a value that its type refuses. */
export const optionType: DiagnosisRule = {
  id: 'eval/option-type',
  class: 'option-type-error',
  phase: 'eval',
  title: 'Value of the wrong type for an option',
  components: ['evaluation', 'options'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['is not of type'],
      line: new RegExp(
        `(?:A definition|The option value|The value|value) (?:for|in|of)?(?: the)?(?: option)? ?[\`'"](?<option>${optionName})['\`"](?: in [\`'"](?<file>[^'\`"]{1,300})['\`"])? is not of type [\`'"]?(?<type>.{1,200}?)['\`"]?(?:\\.|$)(?<rest>.{0,200})`,
      ),
    },
  ],
  docs: [
    {
      title: 'NixOS manual: option types',
      url: 'https://nixos.org/manual/nixos/stable/#sec-option-types',
    },
  ],
  explain(evidence) {
    const option = evidence.get('option').replace(/\."\[definition .{1,40}\]"$/, '');
    const type = evidence.get('type');
    const [first] = definitionsBelow(evidence);
    const file = moduleFile(evidence.get('file')) || first?.file;
    const value = first?.value;
    return {
      culprit: `${option} (${type})`,
      at: file === undefined || file === '' ? undefined : { file },
      facts: { option, type, file, value },
      message: `${option} takes ${type}${value === undefined ? '' : `, and is set to ${value}`}${file === undefined ? '' : ` in ${file}`}.`,
      fixes: [
        ...updateInput(evidence, file === undefined || file === '' ? undefined : { file }),
        ...fixesFor(option, type, value),
      ],
      options: [option],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

function fixesFor(option: string, type: string, value: string | undefined): DiagnosisFix[] {
  const plain = value?.replace(/^"(.*)"$/, '$1') ?? '';
  const look = shellFix(
    'See its type, default and example.',
    `nixai explain-option ${shellWord(option)}`,
  );
  const path = optionPath(option);
  const set = (text: string): DiagnosisFix =>
    path === undefined
      ? advice(`Give ${option} ${type}: ${text}`)
      : nixFix(`Give it ${type}.`, `${path} = ${text};`);
  const shown = shownValue(value);
  if (/^list of|list of /.test(type) && shown !== undefined && !shown.startsWith('['))
    return [set(`[ ${shown} ]`), look];
  if (/boolean/.test(type) && /^(?:true|false|yes|no|1|0)$/.test(plain))
    return [set(/true|yes|1/.test(plain) ? 'true' : 'false'), look];
  if (/integer|int\b|number|port|signed/.test(type) && /^-?\d{1,12}$/.test(plain))
    return [set(plain), look];
  if (/string|path/.test(type) && /^[\w./-]{1,120}$/.test(value ?? '') && value !== 'null')
    return [set(nixString(value ?? '')), look];
  if (path === undefined || /^<derivation/.test(value ?? ''))
    return [look, advice(`Give ${option} ${type}, as its example has it.`)];
  return [
    nixFix(`Give it ${type}.`, `${path} = YOUR_VALUE;`, { fill: { YOUR_VALUE: type } }),
    look,
  ];
}
