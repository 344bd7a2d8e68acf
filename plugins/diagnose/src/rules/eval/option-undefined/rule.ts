import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';
import { optionName } from '../../shared/optionDefinition.js';

/** An option without a default is read, and nobody has set it. */
export const optionUndefined: DiagnosisRule = {
  id: 'eval/option-undefined',
  class: 'option-undefined',
  phase: 'eval',
  title: 'Option is used and not defined',
  components: ['evaluation', 'options'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'is used but not defined',
        'accessed but has no value defined',
        'was accessed but has no value',
      ],
      line: new RegExp(
        `The option [\`'"](?<option>${optionName})['\`"] (?:is used but not defined|was accessed but has no value)`,
      ),
    },
  ],
  docs: [{ title: 'NixOS options', url: 'https://search.nixos.org/options' }],
  explain(evidence) {
    const option = evidence.get('option');
    return {
      culprit: option,
      facts: { option },
      message: `${option} has no default, something reads it, and no module of this configuration sets it.`,
      fixes: fixesFor(option),
      options: [option],
      verify: checkEvaluation(),
    };
  },
};

function fixesFor(option: string): DiagnosisFix[] {
  const leaf = option.split('.').at(-1) ?? '';
  const look = shellFix('See its type and an example.', `nixai explain-option ${option}`);
  if (option === 'nixpkgs.hostPlatform')
    return [
      nixFix(
        'Set the system in the configuration (hardware-configuration.nix normally does).',
        'nixpkgs.hostPlatform = "x86_64-linux";',
      ),
    ];
  if (option.startsWith('fileSystems.') && leaf === 'fsType')
    return [
      nixFix(
        'Set the type of the file system; "none" for a bind mount, "auto" if it shall be found out.',
        `${option} = "auto";`,
      ),
      look,
    ];
  if (option === 'home.stateVersion' || option === 'system.stateVersion')
    return [
      nixFix(
        'Set it to the release of the first installation, and leave it.',
        `${option} = "24.11";`,
      ),
    ];
  return [nixFix('Set it.', `${option} = …;`), look];
}
