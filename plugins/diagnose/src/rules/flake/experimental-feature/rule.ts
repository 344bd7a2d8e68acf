import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

/** `nix` commands and flakes have to be switched on. */
export const experimentalFeature: DiagnosisRule = {
  id: 'flake/experimental-feature',
  class: 'experimental-feature-disabled',
  phase: 'flake',
  title: 'Experimental feature is switched off',
  components: ['flakes', 'nix'],
  confidence: 0.97,
  patterns: [
    {
      anchors: ['xperimental'],
      line: /experimental (?:Nix )?feature ['"`]?(?<feature>[\w-]{3,40})['"`]? is (?:disabled|not enabled)/i,
    },
    {
      anchors: ['is not a recognised command'],
      line: /['"`](?<command>[\w-]{1,40})['"`] is not a recognised command/,
    },
  ],
  docs: [{ title: 'NixOS wiki: flakes', url: 'https://wiki.nixos.org/wiki/Flakes#Setup' }],
  explain(evidence) {
    const feature = evidence.get('feature') || 'nix-command';
    const both = feature === 'nix-command' || feature === 'flakes';
    const features = both ? 'nix-command flakes' : feature;
    return {
      culprit: feature,
      facts: { feature },
      message: `The feature ${feature} is experimental and switched off in this Nix${both ? '; nix-command and flakes are needed together' : ''}.`,
      fixes: [
        nixFix(
          'On NixOS: set it in the configuration, and switch.',
          `nix.settings.experimental-features = [ ${features
            .split(' ')
            .map((name) => `"${name}"`)
            .join(' ')} ];`,
        ),
        shellFix(
          'Elsewhere: a line in nix.conf (or NIX_CONFIG in the environment).',
          `mkdir -p ~/.config/nix && echo "experimental-features = ${features}" >> ~/.config/nix/nix.conf`,
        ),
        shellFix('For one command.', `nix --extra-experimental-features '${features}' …`),
      ],
      verify: ['nix show-config | grep experimental-features   # newer: nix config show'],
    };
  },
};
