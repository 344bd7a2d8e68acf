import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { inputName } from '../../shared/code.js';
import { nixFix, shellFix } from '../../shared/fix.js';
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

/** Projects that have a branch for each release, and what it is called. */
const releases: Readonly<Record<string, readonly [repository: string, branch: string]>> = {
  'home-manager': ['nix-community/home-manager', 'release-'],
  stylix: ['nix-community/stylix', 'release-'],
  nixvim: ['nix-community/nixvim', 'nixos-'],
  'nix-darwin': ['nix-darwin/nix-darwin', 'nix-darwin-'],
};

function fixesFor(project: string | undefined, evidence: Evidence): readonly DiagnosisFix[] {
  const release =
    evidence.origin.nixos ??
    evidence.all(/\b(?:nixos|release|nix-darwin|nixpkgs)-(?<is>2\d\.(?:05|11))\b/)[0]?.groups?.[
      'is'
    ];
  const named = project ?? 'YOUR_INPUT';
  const fill =
    project === undefined
      ? {
          fill: {
            YOUR_INPUT: 'the input that the module comes from: nix flake metadata lists them',
          },
        }
      : {};
  const update = shellFix(
    `Update ${project ?? 'that input'} and nixpkgs together (for those who follow unstable).`,
    `nix flake update ${named} nixpkgs   # before Nix 2.19: nix flake update`,
    { holds: { flake: true }, ...fill },
  );
  const [repository, branch] = releases[project ?? ''] ?? [];
  const pin =
    repository === undefined
      ? []
      : [
          nixFix(
            `Take ${named} in the branch of your release of nixpkgs, in flake.nix; then nix flake update.`,
            `inputs.${named}.url = "github:${repository}/${branch ?? ''}${release ?? 'YOUR_RELEASE'}";\ninputs.${named}.inputs.nixpkgs.follows = "nixpkgs";`,
            {
              holds: { flake: true },
              ...(release === undefined
                ? { fill: { YOUR_RELEASE: 'the release of your nixpkgs, as 25.05' } }
                : {}),
            },
          ),
        ];
  const channel = shellFix(
    'Bring the channels to the same release: see which they are, and update.',
    'sudo nix-channel --list; sudo nix-channel --update',
    { holds: { flake: false } },
  );
  const stylix =
    project === 'stylix'
      ? [
          nixFix(
            'Or switch its targets off, and enable those that you want.',
            'stylix.autoEnable = false;',
          ),
        ]
      : [];
  if (evidence.context.flake === false) return [channel, update, ...pin, ...stylix];
  return release === undefined
    ? [update, ...pin, channel, ...stylix]
    : [...pin, update, channel, ...stylix];
}
