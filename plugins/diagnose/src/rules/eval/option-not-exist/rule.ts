import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';
import { patterns, docs, isSkew, fullPath, definitionsOf } from '../../shared/optionNotExist.js';

/** A definition for an option that no loaded module declares. */
export const optionNotExist: DiagnosisRule = {
  id: 'eval/option-not-exist',
  class: 'option-not-exist',
  phase: 'eval',
  title: 'Option does not exist',
  components: ['evaluation', 'options'],
  confidence: 0.94,
  patterns,
  docs,
  explain(evidence) {
    if (isSkew(evidence)) return undefined;
    const option = fullPath(evidence);
    const [first] = definitionsOf(evidence);
    const where = first === undefined ? '' : `, set in ${first.file},`;
    return {
      culprit: option,
      at: first && { file: first.file },
      facts: { option, file: first?.file, value: first?.value },
      message: `The option ${option}${where} is declared by no module that is loaded: a misspelling, an option of another release, one of Home Manager set in NixOS (or the other way round), or a module that is not imported.`,
      fixes: fixesFor(option),
      options: [option],
      verify: checkEvaluation(first),
    };
  },
};

function fixesFor(option: string): DiagnosisFix[] {
  const leaf = option.split('.').at(-1) ?? option;
  if (['config', 'options', 'imports', 'enable'].includes(option) || leaf === 'config')
    return [
      nixFix(
        'A module that has `config` or `options` keeps all its definitions under config: move the other top-level options inside.',
        '{\n  options = { … };\n  config = lib.mkIf cond {\n    # all definitions\n  };\n}',
      ),
      advice('Or update the input that the module comes from.'),
    ];
  return [
    shellFix(
      'Look for the name as it is declared, and its near names.',
      `nixai explain-option ${option}`,
    ),
    advice(
      `Correct the name, remove the definition of ${option}, or import the module that declares it. If it exists only in a newer release, update nixpkgs (nix flake update nixpkgs); if it is an option of Home Manager, set it under home-manager.users.<name>.`,
    ),
  ];
}
