import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';
import {
  patterns,
  docs,
  isSkew,
  fullPath,
  thirdParty,
  projectOf,
} from '../../shared/optionNotExist.js';

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
    if (!isSkew(evidence)) return undefined;
    const option = fullPath(evidence);
    const by = thirdParty(evidence);
    const project = projectOf(by?.file ?? '');
    return {
      culprit: `${option} set by ${by?.file ?? 'a module of another release'}`,
      at: by && { file: by.file },
      facts: { option, module: by?.file },
      message: `${by?.file ?? 'A third-party module'} sets ${option}, which the loaded release of NixOS or Home Manager does not declare (not yet, or no more): the two are from different releases.`,
      fixes: [
        nixFix(
          `Take ${project ?? 'the module'} in the branch of your release (release-24.11 for nixos-24.11, master for unstable), and let it follow your nixpkgs.`,
          `inputs.${project ?? 'home-manager'}.url = "github:${ownerOf(project)}/release-24.11";\ninputs.${project ?? 'home-manager'}.inputs.nixpkgs.follows = "nixpkgs";`,
        ),
        shellFix(
          'Then update the inputs together: changing the branch alone does not move the lock.',
          'nix flake update',
        ),
        ...(project === 'stylix'
          ? [nixFix('Or switch off the target that sets it.', 'stylix.autoEnable = false;')]
          : []),
      ],
      options: [option],
      verify: checkEvaluation(),
    };
  },
};

const owners: Readonly<Record<string, string>> = {
  stylix: 'nix-community/stylix',
  'home-manager': 'nix-community/home-manager',
  nixvim: 'nix-community/nixvim',
  catppuccin: 'catppuccin/nix',
  'plasma-manager': 'nix-community/plasma-manager',
};

const ownerOf = (project: string | undefined): string =>
  owners[project ?? 'home-manager'] ?? 'nix-community/home-manager';
