import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix, onNixos, onOtherLinux } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** A build starts a virtual machine, and the build users may not use the processor's part for it. */
export const kvmDenied: DiagnosisRule = {
  id: 'build/kvm-denied',
  class: 'kvm-denied',
  phase: 'build',
  title: 'Build may not use KVM',
  components: ['build', 'virtualisation'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['KVM kernel module: '],
      line: /Could not access KVM kernel module: (?<why>Permission denied|No such file or directory)/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: images',
      url: 'https://nixos.org/manual/nixpkgs/stable/#chap-images',
    },
  ],
  explain(evidence) {
    const denied = evidence.get('why') === 'Permission denied';
    const crash = evidence.after(/Segmentation fault|core dumped|Aborted/, 20) !== undefined;
    const verify = ['ls -l /dev/kvm', ...buildAgain(evidence.block.derivation)];
    return {
      culprit: `/dev/kvm (${evidence.get('why')})`,
      facts: { derivation: evidence.block.derivation },
      message: `The build starts a virtual machine, and ${denied ? 'its user may not open /dev/kvm' : 'there is no /dev/kvm here'}: without it QEMU emulates the processor, which is slow${crash ? ', and ended here by itself' : ''}.`,
      fixes: denied
        ? [
            nixFix(
              'If the machine that builds is NixOS: its virtual machines may be used by every user there (that is the default; see what changed it).',
              'services.udev.extraRules = \'\'KERNEL=="kvm", MODE="0666"\'\';',
              { risk: 'security', holds: onNixos },
            ),
            shellFix(
              'If it is another distribution: let the build users in (until the next start; for good by a udev rule).',
              'ls -l /dev/kvm; sudo chmod 666 /dev/kvm',
              { risk: 'security', holds: onOtherLinux },
            ),
            advice(
              'Or build what needs no virtual machine: dockerTools.streamLayeredImage or buildLayeredImage in place of buildImage with runAsRoot.',
            ),
          ]
        : [
            advice(
              'If the machine has virtualisation in its firmware, or is a virtual machine itself: switch it on there (nested virtualisation); in a container pass the device on (--device /dev/kvm).',
            ),
            advice(
              'If it has none: build what needs no virtual machine (dockerTools.streamLayeredImage in place of buildImage with runAsRoot), or build it on another machine.',
            ),
          ],
      verify,
    };
  },
};
