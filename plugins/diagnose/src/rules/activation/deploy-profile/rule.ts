import type { DiagnosisRule } from '@nixai/api';
import { nixFix } from '../../shared/fix.js';

/** deploy-rs was given a system as it is built, and wants one with its own activation around it. */
export const deployProfile: DiagnosisRule = {
  id: 'activation/deploy-profile',
  class: 'deploy-profile',
  phase: 'activation',
  title: 'deploy-rs cannot activate the profile',
  components: ['flakes', 'deploy'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['does not exist in profile', 'activate-rs: '],
      line: /Activation script (?<script>deploy-rs-activate|activate-rs) does not exist in profile|(?<program>activate-rs): (?:command not found|No such file)/,
    },
  ],
  docs: [{ title: 'deploy-rs', url: 'https://github.com/serokell/deploy-rs#profile' }],
  explain: (evidence) => ({
    culprit: `${evidence.get('script') || 'activate-rs'} (deploy.nodes)`,
    message:
      'What path names in deploy.nodes is a system (or a package) as it is built, without what deploy-rs activates it by.',
    fixes: [
      nixFix(
        "Wrap it, with the function of deploy-rs for the target's system (for a home: activate.home-manager).",
        'deploy.nodes.YOUR_NODE.profiles.system.path =\n  deploy-rs.lib.x86_64-linux.activate.nixos self.nixosConfigurations.YOUR_NODE;',
        { fill: { YOUR_NODE: 'the node, and the configuration of it' } },
      ),
    ],
    verify: ['nix flake check'],
  }),
};
