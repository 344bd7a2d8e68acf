import type { Diagnosis, DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { patterns, placeOf, efiVariable, pathOf } from '../../shared/space.js';

/** Not a file system: the firmware's memory for boot entries. */
const fullFirmware: Diagnosis = {
  culprit: 'EFI variables (NVRAM of the firmware)',
  message:
    'The firmware has no room for another boot entry: its variables are full, of entries of former installations or of crash dumps. The disk is not full.',
  fixes: [
    shellFix(
      'See the entries, and delete those that boot nothing any more.',
      'efibootmgr -v; sudo efibootmgr -b YOUR_NUMBER -B',
      { risk: 'data', fill: { YOUR_NUMBER: 'the four digits of an old entry, as 0003' } },
    ),
    shellFix('Crash dumps take the same room.', 'ls /sys/firmware/efi/efivars/dump-*', 'none'),
    nixFix(
      'Or leave the firmware alone, and install to the fallback path.',
      'boot.loader.efi.canTouchEfiVariables = false;',
      'restart',
    ),
  ],
  verify: ['efibootmgr', 'sudo nixos-rebuild boot'],
};

export const bootFull: DiagnosisRule = {
  id: 'boot/partition-full',
  class: 'boot-partition-full',
  phase: 'boot',
  title: 'Boot partition is full',
  components: ['boot'],
  confidence: 0.94,
  patterns: [
    ...patterns,
    {
      anchors: ['failed to copy', 'cannot copy ', 'cannot write ', 'Could not copy'],
      line: /(?:failed to copy|cannot copy|[Cc]ould not copy|cannot write).{0,200}(?<path>\/(?:boot|efi)\/[^\s'"`:]{0,300})/,
    },
  ],
  docs: [
    {
      title: 'NixOS wiki: bootloader, full /boot',
      url: 'https://wiki.nixos.org/wiki/Bootloader#Limiting_amount_of_entries_with_grub_or_systemd-boot',
    },
  ],
  explain(evidence) {
    if (evidence.get('path') === '' && placeOf(evidence) !== 'boot') return undefined;
    if (efiVariable.test(evidence.line.text)) return fullFirmware;
    const onBoot = /['"`\s](?<path>\/(?:boot|efi)\/[^\s'"`:]{1,300})/.exec(evidence.line.text);
    const copied = evidence.before(/['"](?<path>\/(?:boot|efi)\/[^'"\s%]{1,300})['"]/, 8);
    const path =
      evidence.get('path') ||
      onBoot?.groups?.['path'] ||
      copied?.groups?.['path'] ||
      pathOf(evidence) ||
      '/boot';
    const mount = /^\/(?:boot|efi)(?:\/efi)?(?=\/|$)/.exec(path)?.[0] ?? '/boot';
    return {
      culprit: path.startsWith(mount) ? path : mount,
      facts: { path, mount },
      message: `${mount} has no room for another kernel and initrd: those of old generations fill it, and they are cleaned up only after the new ones are copied.`,
      fixes: [
        shellFix(
          'Delete old generations (you cannot roll back to them), then write the boot loader again: that removes their kernels.',
          'sudo nix-collect-garbage --delete-older-than 7d && sudo /run/current-system/bin/switch-to-configuration boot',
          'data',
        ),
        nixFix(
          'Keep fewer generations in the menu (GRUB: boot.loader.grub.configurationLimit).',
          'boot.loader.systemd-boot.configurationLimit = 5;',
        ),
        shellFix(
          'If even that has no room: see which kernels are old, and remove some of them by hand (never those that the running system boots from).',
          `ls -lt ${mount}/kernels ${mount}/EFI/nixos 2>/dev/null; df -h ${mount}`,
          'data',
        ),
        advice('A larger partition is the lasting cure: 512 MB, or 1 GB with several kernels.'),
      ],
      verify: [`df -h ${mount}`, 'sudo nixos-rebuild boot'],
    };
  },
};
