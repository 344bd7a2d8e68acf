import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** The manual of Home Manager or nix-darwin is made by a tool of nixpkgs, which is of another time. */
export const docsSkew: DiagnosisRule = {
  id: 'build/docs-skew',
  class: 'release-skew',
  phase: 'build',
  title: 'Manual and nixpkgs are of different releases',
  components: ['build', 'home-manager'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['nixos-render-docs'],
      line: /nixos-render-docs(?: \w[\w ]{2,40})?: error: (?<what>(?:unrecognized arguments|the following arguments are required|argument \S{1,40}).{0,160})/,
    },
  ],
  docs: [
    {
      title: 'Home Manager manual: releases',
      url: 'https://nix-community.github.io/home-manager/#ch-installation',
    },
  ],
  explain(evidence) {
    const name = evidence.block.derivation;
    const darwin = /darwin/.test(name ?? '');
    const project = darwin ? 'nix-darwin' : 'home-manager';
    const option = darwin ? 'documentation.man.enable = false;' : 'manual.manpages.enable = false;';
    return {
      culprit: `${project} and nixpkgs${name === undefined ? '' : ` (${name})`}`,
      facts: { derivation: name, argument: evidence.get('what') },
      message: `The manual of ${project} is made with nixos-render-docs of nixpkgs, which does not know what is asked of it (${evidence.get('what').slice(0, 80)}): ${project} and nixpkgs are of different releases.`,
      fixes: [
        evidence.context.flake === false
          ? shellFix(
              `Take the channel of ${project} that belongs to your release of nixpkgs, and update both.`,
              'nix-channel --list; nix-channel --update',
            )
          : nixFix(
              `Take the branch of ${project} that belongs to your nixpkgs, let it follow that, and run nix flake update.`,
              `inputs.${project}.inputs.nixpkgs.follows = "nixpkgs";`,
            ),
        nixFix('Or do without that manual for now.', option),
      ],
      verify: buildAgain(name),
    };
  },
};
