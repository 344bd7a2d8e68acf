import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

export const driverMismatch: DiagnosisRule = {
  id: 'runtime/driver-mismatch',
  class: 'driver-version-mismatch',
  phase: 'runtime',
  title: 'Driver library and kernel module differ',
  components: ['graphics', 'kernel', 'runtime'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'Driver/library version mismatch',
        'API mismatch',
        'NVML library version',
        'unsupported display driver',
        'driver/library version mismatch',
      ],
      line: /nvml error: driver\/library version mismatch|Failed to initialize NVML: Driver\/library version mismatch|NVRM: API mismatch: (?:the client has the version|.{0,60}version) (?<client>[\d.]{3,20})|NVML library version: (?<library>[\d.]{3,20})|system has unsupported display driver/,
    },
  ],
  docs: [{ title: 'NixOS wiki: NVIDIA', url: 'https://wiki.nixos.org/wiki/NVIDIA' }],
  explain(evidence) {
    const versions = [
      ...new Set([
        evidence.get('client') || evidence.get('library'),
        ...evidence
          .all(
            /(?:version|nvidia-x11-|NVML library version:|module.{0,30}) ?(?<is>\d{3}\.\d{1,3}(?:\.\d{1,3})?)(?:.{0,200}module has the version (?<module>\d{3}\.[\d.]{1,8}\d))?/i,
          )
          .flatMap(({ groups }) => [groups?.['is'] ?? '', groups?.['module'] ?? '']),
      ]),
    ].filter((one) => one !== '');
    if (evidence.get('library') !== '' && evidence.before(/version mismatch/, 4) !== undefined)
      return undefined;
    const profile =
      evidence.all(/\.nix-profile|profiles\/default|nix-env|per-user/)[0] !== undefined;
    return {
      culprit:
        versions.length === 0
          ? 'nvidia driver and kernel module'
          : `nvidia ${versions.slice(0, 3).join(' vs ')}`,
      facts: { versions: versions.join(', ') || undefined },
      message: `The NVIDIA library of the program${versions[0] === undefined ? '' : ` (${versions.join(' and ')})`} and the loaded kernel module are of different versions: the system was switched without a reboot, or an old driver package is installed in a profile${profile ? ' (nix-env)' : ''}.`,
      fixes: [
        shellFix(
          'Reboot, so that kernel module and libraries are of one generation.',
          'sudo reboot',
          'restart',
        ),
        shellFix(
          'If it stays: see whether a driver was installed by hand in a profile, and remove it there.',
          'nix-env -q | grep -i nvidia; nix profile list | grep -i nvidia',
        ),
        nixFix(
          'Take programs that carry driver libraries from the same nixpkgs as the system.',
          'hardware.nvidia.package = config.boot.kernelPackages.nvidiaPackages.stable;',
          'restart',
        ),
      ],
      verify: ['cat /proc/driver/nvidia/version', 'nvidia-smi'],
    };
  },
};
