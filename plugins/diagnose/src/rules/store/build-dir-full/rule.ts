import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
import { patterns, placeOf, imageOf, pathOf, collect } from '../../shared/space.js';

export const buildDirFull: DiagnosisRule = {
  id: 'store/build-dir-full',
  class: 'build-dir-full',
  phase: 'build',
  title: 'Build directory is full',
  components: ['build', 'store'],
  confidence: 0.91,
  patterns,
  docs: [
    {
      title: 'nix.conf: build-dir',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-build-dir',
    },
  ],
  explain(evidence) {
    if (placeOf(evidence) !== 'build' || imageOf(evidence) !== undefined) return undefined;
    const path = pathOf(evidence) ?? '/build';
    const package_ = evidence.block.derivation;
    return {
      culprit: `${path} (build directory, TMPDIR)${package_ === undefined ? '' : ` of ${package_}`}`,
      facts: { path, derivation: package_ },
      message: `The temporary directory that${package_ === undefined ? ' a build' : ` ${package_}`} is built in is full; it is often a tmpfs (in memory) and much smaller than the disk.`,
      fixes: [
        nixFix(
          'Let builds use a directory on disk (Nix 2.22 and newer: build-dir).',
          'nix.settings.build-dir = "/var/tmp";',
          { risk: 'restart', holds: { platforms: ['nixos', 'darwin', 'unknown'] } },
        ),
        shellFix(
          'The same for one build, or where no configuration manages Nix (as root or a trusted user).',
          'sudo nix build --option build-dir /var/tmp',
        ),
        nixFix(
          'Or with an older Nix: the temporary folder of the daemon.',
          'systemd.services.nix-daemon.environment.TMPDIR = "/var/tmp";',
          { risk: 'restart', holds: { platforms: ['nixos', 'unknown'] } },
        ),
        nixFix('Or enlarge the tmpfs.', 'boot.tmp.tmpfsSize = "80%";', {
          risk: 'restart',
          holds: { platforms: ['nixos', 'unknown'] },
        }),
        ...collect.slice(0, 1),
      ],
      verify: ['df -h /tmp /var/tmp /nix/var/nix/builds'],
    };
  },
};
