import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { inputName } from '../../shared/code.js';
import { nixFix, shellFix } from '../../shared/fix.js';
import { ofTwoTimes } from '../../shared/otherTime.js';
import { docs, fullPath, patterns, thirdParty } from '../../shared/optionNotExist.js';
import { checkEvaluation } from '../../shared/verify.js';

/** The same message, when a module of another project is what sets the option. */
export const releaseSkew: DiagnosisRule = {
  id: 'eval/release-skew',
  class: 'release-skew',
  phase: 'home-manager',
  title: 'Module and options from different releases',
  components: ['evaluation', 'options', 'home-manager', 'flakes'],
  confidence: 0.92,
  patterns,
  docs,
  explain(evidence) {
    const by = thirdParty(evidence);
    if (by === undefined) return undefined;
    const option = fullPath(evidence);
    const project = inputName(by.project);
    return {
      culprit: `${option} set by ${by.file}`,
      at: { file: by.file },
      facts: { option, module: by.file, input: project },
      message: `${by.file}${project === undefined ? '' : ` (of ${project})`} sets ${option}, which the loaded release of NixOS or Home Manager does not declare (not yet, or no more): the two are from different releases.`,
      fixes: fixesFor(project, evidence),
      options: [option],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

function fixesFor(project: string | undefined, evidence: Evidence): readonly DiagnosisFix[] {
  const stylix =
    project === 'stylix'
      ? [
          nixFix(
            'Or switch its targets off, and enable those that you want.',
            'stylix.autoEnable = false;',
          ),
        ]
      : [];
  if (project !== undefined) return [...ofTwoTimes(project, evidence), ...stylix];
  const channel = shellFix(
    'Bring the channels to the same release: see which they are, and update.',
    'sudo nix-channel --list; sudo nix-channel --update',
    { holds: { flake: false } },
  );
  const update = shellFix(
    'Update that input and nixpkgs together (for those who follow unstable).',
    'nix flake update YOUR_INPUT nixpkgs   # before Nix 2.19: nix flake update',
    {
      holds: { flake: true },
      fill: { YOUR_INPUT: 'the input that the module comes from: nix flake metadata lists them' },
    },
  );
  return evidence.context.flake === false ? [channel, update] : [update, channel];
}
