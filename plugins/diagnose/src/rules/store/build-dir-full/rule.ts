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
          'Let builds use a directory on disk (Nix 2.22 or newer: build-dir; older: the TMPDIR of the daemon).',
          'nix.settings.build-dir = "/var/tmp";\nsystemd.services.nix-daemon.environment.TMPDIR = "/var/tmp";',
          'restart',
        ),
        nixFix(
          'Or enlarge the tmpfs, or do not use one.',
          'boot.tmp.tmpfsSize = "80%";   # boot.tmp.useTmpfs = false;',
          'restart',
        ),
        shellFix('For one build as a single user.', 'TMPDIR=/var/tmp nix build'),
        ...collect.slice(0, 1),
      ],
      verify: ['df -h /tmp /var/tmp /nix/var/nix/builds'],
    };
  },
};
