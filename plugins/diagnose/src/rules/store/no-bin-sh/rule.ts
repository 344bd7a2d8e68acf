import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** The sandbox of builds has no /bin/sh: that Nix was built without one. */
export const noBinSh: DiagnosisRule = {
  id: 'store/no-bin-sh',
  class: 'sandbox-no-shell',
  phase: 'build',
  title: 'No /bin/sh where packages are built',
  components: ['build', 'nix'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['/bin/sh: No such file or directory', '/bin/sh: not found'],
      line: /(?<tool>g?make|ninja)(?:\[\d{1,2}\])?: \/bin\/sh: (?:No such file or directory|not found)/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: sandbox-paths',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-sandbox-paths',
    },
  ],
  explain(evidence) {
    const derivation = evidence.block.derivation;
    return {
      culprit: '/bin/sh',
      facts: { derivation },
      message: `${evidence.get('tool')} calls /bin/sh${derivation === undefined ? '' : ` in the build of ${derivation}`}, and the sandbox has none. Nix puts one there if it was built with it; that of some distributions (Debian, Ubuntu) was not. The package is not the cause.`,
      fixes: [
        shellFix(
          'Name a shell for the sandbox (root starts the daemon again for it).',
          'echo "extra-sandbox-paths = /bin/sh=$(nix --extra-experimental-features \'nix-command flakes\' build --no-link --print-out-paths nixpkgs#pkgsStatic.busybox)/bin/busybox" | sudo tee -a /etc/nix/nix.conf\nsudo systemctl restart nix-daemon',
        ),
        advice(
          'Or install Nix by its own installer (https://nixos.org/download) in place of the package of the distribution.',
        ),
      ],
      verify: ['nix config show sandbox-paths', ...buildAgain(derivation)],
    };
  },
};
