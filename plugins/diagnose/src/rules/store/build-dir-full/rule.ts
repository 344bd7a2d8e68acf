import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix, onNixos } from '../../shared/fix.js';
import { patterns, placeOf, imageOf, pathOf, collect } from '../../shared/space.js';

const look = shellFix(
  'See where builds are (nothing, or an unknown setting: /tmp, and /nix/var/nix/builds since Nix 2.30), and which file system is full.',
  'nix config show build-dir; df -h / /nix /tmp',
);

/** Nix takes no directory for builds that others may write to, as /tmp and /var/tmp. */
const moveBuilds: readonly DiagnosisFix[] = [
  nixFix(
    'Let builds use a directory of root on disk (Nix 2.22 and newer: build-dir; not /tmp or /var/tmp, which others may write to).',
    'systemd.tmpfiles.rules = [ "d /var/nix-builds 0755 root root -" ];\nnix.settings.build-dir = "/var/nix-builds";',
    { risk: 'restart', holds: onNixos },
  ),
  shellFix(
    'The same for one build, or where no configuration manages Nix (as root or a trusted user).',
    'sudo install -d -m 0755 /var/nix-builds && sudo nix build --option build-dir /var/nix-builds',
  ),
  nixFix(
    'Or with an older Nix: the temporary folder of the daemon, as a directory of its own.',
    'systemd.tmpfiles.rules = [ "d /var/nix-builds 0755 root root -" ];\nsystemd.services.nix-daemon.environment.TMPDIR = "/var/nix-builds";',
    { risk: 'restart', holds: onNixos },
  ),
  nixFix('Or enlarge the tmpfs.', 'boot.tmp.tmpfsSize = "80%";', {
    risk: 'restart',
    holds: onNixos,
  }),
];

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
    const named = pathOf(evidence);
    const path = named ?? '/build';
    const package_ = evidence.block.derivation;
    return {
      culprit: `${path} (build directory, TMPDIR)${package_ === undefined ? '' : ` of ${package_}`}`,
      facts: { path, derivation: package_ },
      message: `The temporary directory that${package_ === undefined ? ' a build' : ` ${package_}`} is built in is full; it is often a tmpfs (in memory) and much smaller than the disk.`,
      // Without its path in the log the build directory may as well lie on the disk of the store.
      fixes:
        named === undefined
          ? [look, ...collect.slice(0, 1), ...moveBuilds]
          : [...moveBuilds, look, ...collect.slice(0, 1)],
      verify: ['df -h /tmp /nix'],
    };
  },
};
