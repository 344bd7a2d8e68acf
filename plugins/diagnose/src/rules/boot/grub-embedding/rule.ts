import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** GRUB for BIOS needs room outside of file systems for its core image, and the disk has none. */
export const grubEmbedding: DiagnosisRule = {
  id: 'boot/grub-embedding',
  class: 'bootloader-esp-missing',
  phase: 'boot',
  title: 'GRUB finds no room to install itself',
  components: ['boot'],
  confidence: 0.94,
  patterns: [
    {
      anchors: [
        'mbedding is not possible',
        'mbedding won',
        'will not proceed with blocklists',
        'partition label contains no',
        't support embedding',
        'partition label has no post-MBR gap',
      ],
      line: /(?:[Ee]mbedding is not possible|will not proceed with blocklists|this GPT partition label contains no BIOS Boot Partition|has no post-MBR gap|filesystem ['"`](?<fs>\w{2,20})['"`] doesn't support embedding)/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: partitioning for BIOS',
      url: 'https://nixos.org/manual/nixos/stable/#sec-installation-manual-partitioning-MBR',
    },
  ],
  explain(evidence) {
    const device = (
      evidence.before(
        /(?:installing the GRUB 2 boot loader on|grub-install.{0,80}) (?<device>\/dev\/[\w/-]{2,80})/,
        12,
      ) ?? evidence.after(/(?<device>\/dev\/[\w/-]{2,80})/, 6)
    )?.groups?.['device'];
    const disk = device ?? 'the disk';
    const gpt = said(evidence, /no BIOS Boot Partition/);
    const gap = said(evidence, /no post-MBR gap/);
    const onFileSystem = said(
      evidence,
      /doesn't support embedding|to a partitionless disk|to a partition\b/,
    );
    return {
      culprit: `${disk} (grub-install)`,
      facts: { device },
      message: gpt
        ? `GRUB for BIOS cannot install itself into ${disk}: it is partitioned with GPT and has no BIOS boot partition, where GRUB's core image goes.`
        : gap
          ? `GRUB for BIOS cannot install itself into ${disk}: its first partition begins so early that there is no room for GRUB's core image before it.`
          : onFileSystem
            ? `GRUB for BIOS cannot install itself into ${disk}: boot.loader.grub.device names a partition, or a disk without a partition table, and there is no room for its core image.`
            : `GRUB for BIOS cannot install itself into ${disk}: there is no room for its core image. The disk is partitioned with GPT and has no BIOS boot partition, or boot.loader.grub.device names a partition.`,
      fixes: fixesFor(gpt, gap, onFileSystem, evidence),
      verify: [
        'test -d /sys/firmware/efi && echo UEFI || echo BIOS',
        'lsblk -o NAME,PTTYPE,PARTTYPENAME,FSTYPE,SIZE,MOUNTPOINTS',
      ],
    };
  },
};

const said = (evidence: Evidence, words: RegExp): boolean => evidence.all(words)[0] !== undefined;

function fixesFor(
  gpt: boolean,
  gap: boolean,
  onFileSystem: boolean,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const uefi = nixFix(
    'If the machine boots by UEFI: GRUB needs no device, only the EFI partition.',
    'boot.loader.grub = { device = "nodev"; efiSupport = true; };\nboot.loader.efi.canTouchEfiVariables = true;',
    'restart',
  );
  const partition = advice(
    'If the machine boots in BIOS mode: make a BIOS boot partition of 1 MB on that disk (type EF02 in gdisk and disko, bios_grub in parted; no file system), and install again.',
    'data',
  );
  const whole = nixFix(
    'If the machine boots in BIOS mode: name the disk, not a partition of it.',
    'boot.loader.grub.device = "YOUR_DISK";',
    { risk: 'restart', fill: { YOUR_DISK: 'the disk, as /dev/sda: lsblk shows it' } },
  );
  const room = advice(
    'If the machine boots in BIOS mode: let the first partition begin at 1 MiB (sector 2048): move it with a partition tool from the installer, after a backup.',
    'data',
  );
  const see = shellFix(
    'See how it boots, and how the disk is partitioned.',
    'test -d /sys/firmware/efi && echo UEFI || echo BIOS; lsblk -o NAME,PTTYPE,PARTTYPENAME,FSTYPE,SIZE,MOUNTPOINTS',
  );
  const forBios = gpt || said(evidence, /Installing for i386-pc platform/);
  const bios = gap
    ? [room]
    : onFileSystem && !gpt
      ? [whole, partition]
      : gpt
        ? [partition]
        : [partition, whole];
  return forBios ? [...bios, uefi, see] : [uefi, ...bios, see];
}
