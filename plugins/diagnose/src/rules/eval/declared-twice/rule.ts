import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { parentOfOthers } from './parentOfOthers.js';
import { advice, shellFix } from '../../shared/fix.js';
import { moduleFile } from '../../shared/optionDefinition.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** Two modules declare one option: mostly a module that is imported twice, or moved into nixpkgs. */
export const declaredTwice: DiagnosisRule = {
  id: 'eval/declared-twice',
  class: 'option-declared-twice',
  phase: 'eval',
  title: 'Option is declared twice',
  components: ['evaluation', 'options'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['is already declared in'],
      line: /The option [`'"](?<option>[^'"`\s]{2,200})['"`] in [`'"](?<file>[^'"`]{1,300})['"`] is already declared in [`'"](?<other>[^'"`]{1,300})['"`]/,
    },
    {
      anchors: ['would be a parent of the following options'],
      line: /The option [`'"](?<parent>[^'"`\s]{2,200})['"`] in module [`'"](?<of>[^'"`]{1,300})['"`] would be a parent of the following options/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: option declarations',
      url: 'https://nixos.org/manual/nixos/stable/#sec-option-declarations',
    },
  ],
  explain(evidence) {
    if (evidence.get('parent') !== '') return parentOfOthers(evidence);
    const option = evidence.get('option');
    const [file, other] = [moduleFile(evidence.get('file')), moduleFile(evidence.get('other'))];
    const same = file === other;
    const nixpkgs = [file, other].some((one) => /^nixos\/modules\/|\/nixos\/modules\//.test(one));
    return {
      culprit: `${option} (${same ? `${file}, twice` : `${file}, ${other}`})`,
      at: { file },
      facts: { option, files: `${file}, ${other}` },
      message: same
        ? `${file} declares ${option} twice, or is imported twice under different paths.`
        : `Both ${file} and ${other} declare ${option}${nixpkgs ? ': NixOS has that module itself now' : ''}.`,
      fixes:
        same && !nixpkgs
          ? importedTwice(file, evidence)
          : [
              advice(
                nixpkgs
                  ? `Take the other module out of imports (${/nixos\/modules/.test(file) ? other : file}): NixOS has ${option} itself. Or keep yours, and say disabledModules = [ … ] with the one of NixOS.`
                  : `Import that module once: look in imports, modules = [ … ] and sharedModules for a second place (a module of an input beside the same one from another input).`,
              ),
              ...updateInput(evidence, { file }),
            ],
      options: [option],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

/** One file under one name: either somebody imports it twice, or it declares the option twice itself. */
function importedTwice(file: string, evidence: Evidence): readonly DiagnosisFix[] {
  const foreign = updateInput(evidence, { file });
  return [
    advice(
      `If it is imported in two places (imports, modules = [ … ], sharedModules; or by two inputs that bring the same module): keep one of them.`,
    ),
    ...(foreign.length > 0
      ? foreign
      : [
          shellFix(
            `If you import it once, and ${file} is of an input: the fault is in there. Update that input (or pin the revision before), and tell its authors.`,
            'nix flake update',
          ),
        ]),
  ];
}
