import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { optionPath } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { optionName } from '../../shared/optionDefinition.js';
import { checkEvaluation } from '../../shared/verify.js';

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
      fixes: fixesFor(option, evidence),
      options: [option],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

function fixesFor(option: string, { origin }: Evidence): DiagnosisFix[] {
  const leaf = option.split('.').at(-1) ?? '';
  const look = shellFix(
    'See its type and an example.',
    `nixai explain-option ${shellWord(option)}`,
  );
  if (option === 'nixpkgs.hostPlatform')
    return [
      nixFix(
        'Set the system in the configuration (hardware-configuration.nix normally does).',
        `nixpkgs.hostPlatform = "${origin.system ?? 'x86_64-linux'}";`,
      ),
    ];
  const path = optionPath(option);
  if (path !== undefined && option.startsWith('fileSystems.') && leaf === 'fsType')
    return [
      nixFix(
        'Set the type of the file system; "none" for a bind mount, "auto" if it shall be found out.',
        `${path} = "auto";`,
      ),
      look,
    ];
  if (option === 'home.stateVersion' || option === 'system.stateVersion')
    return [
      nixFix(
        'Set it to the release of the first installation, and leave it.',
        `${option} = "YOUR_RELEASE";`,
        { fill: { YOUR_RELEASE: 'the release that was installed first, as 24.05' } },
      ),
    ];
  if (option === 'home.username' || option === 'home.homeDirectory')
    return [
      nixFix(
        'Home Manager by itself has to be told whose home it is.',
        'home.username = "YOUR_USER";\nhome.homeDirectory = "/home/YOUR_USER";',
        { fill: { YOUR_USER: 'your user name' } },
      ),
    ];
  if (option === 'hardware.nvidia.open')
    return [
      nixFix(
        'Choose the kernel module: open for Turing (RTX 20, GTX 16) and newer, false for older cards.',
        'hardware.nvidia.open = true;',
        'restart',
      ),
    ];
  return [
    path === undefined
      ? advice(`Set ${option}.`)
      : nixFix('Set it (or switch off what reads it).', `${path} = YOUR_VALUE;`, {
          fill: { YOUR_VALUE: `a value of its type: nixai explain-option ${option}` },
        }),
    look,
  ];
}
