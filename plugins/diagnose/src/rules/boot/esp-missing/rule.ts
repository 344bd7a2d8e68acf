import {
  shellWord,
  type Diagnosis,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

const folder = /(?:^|[\s'"=`])(?<path>\/(?:boot|efi|mnt)(?:\/[\w./-]{0,100})?)(?![\w-])/;

export const espMissing: DiagnosisRule = {
  id: 'boot/esp-missing',
  class: 'bootloader-esp-missing',
  phase: 'boot',
  title: 'Boot loader finds no EFI partition',
  components: ['boot'],
  confidence: 0.94,
  patterns: [
    {
      anchors: ['cannot find EFI directory', 'EFI directory', 'EFI partition'],
      line: /cannot find EFI directory|(?<path>\/[\w./-]{1,100}) doesn't look like an EFI partition|EFI (?:system )?partition not found/,
    },
    {
      anchors: ['failed to get canonical path of'],
      line: /grub-(?:install|probe): (?:error|warning): failed to get canonical path of ['"`](?<path>[^'"`]{1,200})/,
    },
    {
      anchors: [
        'is not mounted',
        'is not a mounted partition',
        'is not an EFI',
        'is not a FAT',
        'Not booted with EFI',
        'EFI variables are not supported',
        'efivars',
        'No EFI',
        'system is not booted',
      ],
      line: /(?:efiSysMountPoint|EFI System Partition|ESP|File system) ?= ?['"`]?(?<path>\/[\w./-]{0,100})?['"`]? ?.{0,60}is not (?:a mounted partition|mounted|an EFI System Partition|a FAT)|Not booted with EFI|EFI variables are not supported on this system|File system ['"](?<fs>[^'"]{1,100})['"] is not (?:an? (?:EFI|FAT)).{0,80}|is not a mounted partition/,
    },
    {
      anchors: [
        'Could not find EFI System Partition',
        'find EFI system partition',
        ' find EFI system partition',
        'efiSysMountPoint',
      ],
      line: /[Cc]ould(?:n't| not) find (?:an? )?EFI [Ss]ystem [Pp]artition|efiSysMountPoint ?= ?['"](?<path>[^'"]{1,100})['"] is not a mounted partition/,
    },
    {
      anchors: ['check file system type of', 'determine file system type of'],
      line: /Failed to (?:check|determine) file system type of ['"](?<path>\/[\w./-]{1,100})['"]/,
    },
    {
      anchors: ['Partition has wrong', 'XBOOTLDR', 'has wrong type'],
      line: /(?<device>\/dev\/[\w/-]{2,80}): Partition has wrong .{1,120}|File system ['"](?<fs>[^'"]{1,100})['"] (?:has wrong type|is not an? XBOOTLDR)/,
    },
    {
      anchors: ['bootctl', 'systemd-boot'],
      line: /(?:Failed to (?:determine|find|probe|open) (?!file ).{0,60}(?:EFI|ESP|boot partition).{0,120})/,
    },
    {
      anchors: ['is not a FAT EFI', 'is not located on a partitioned', 'not installed in ESP'],
      line: /File system ['"](?<fs>[^'"]{1,100})['"] is not (?:a FAT EFI System Partition|located on a partitioned block device)/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: UEFI installation',
      url: 'https://nixos.org/manual/nixos/stable/#sec-installation-manual-partitioning-UEFI',
    },
  ],
  explain(evidence) {
    const path =
      evidence.get('path') ||
      evidence.get('fs') ||
      (evidence.after(folder, 6) ?? evidence.before(folder, 6))?.groups?.['path'] ||
      '';
    const named = evidence.get('device') || undefined;
    const device =
      named ??
      (
        evidence.before(
          /(?:installing the GRUB 2 boot loader on|grub-install.{0,80}) (?<device>\/dev\/[\w/-]{2,80})/,
          12,
        ) ?? evidence.after(/(?<device>\/dev\/[\w/-]{2,80})/, 6)
      )?.groups?.['device'];
    const extended = extendedBoot(evidence);
    if (extended !== undefined) return extended;
    const mount = path.startsWith('/dev/') || path === '' ? '/boot' : path;
    return {
      culprit: `${/not located on/.test(evidence.line.text) ? `${evidence.get('fs')}, ` : ''}${mount} (efiSysMountPoint${device === undefined ? '' : `, ${device}`})`,
      facts: { mountPoint: mount, device },
      message: /not located on a partitioned block device/.test(evidence.line.text)
        ? `${evidence.get('fs')} is no partition of a disk, but an array or a volume (md, LVM), and systemd-boot is installed into an EFI partition alone.`
        : /File system .{0,120}has wrong type/.test(evidence.line.text)
          ? `${evidence.get('fs')} is where the boot loader looks for the EFI system partition, and in the partition table it has another type.`
          : `The boot loader looks for the EFI system partition at ${mount}, and it is not there: the partition is not mounted, boot.loader.efi.efiSysMountPoint names another folder, or the machine was booted in legacy BIOS mode.`,
      fixes: fixesFor(mount, evidence),
      verify: [
        `findmnt ${shellWord(mount)}`,
        'test -d /sys/firmware/efi && echo UEFI',
        'sudo nixos-rebuild boot',
      ],
    };
  },
};

/** A second partition for kernels (xbootldrMountPoint) is told by its type as well. */
function extendedBoot({ line, get }: Evidence): Diagnosis | undefined {
  if (!/for XBOOTLDR partition|is not an? XBOOTLDR/.test(line.text)) return undefined;
  const device = get('device') || get('fs');
  const { disk, number } =
    /^(?<disk>\/dev\/(?:nvme\d+n\d+|mmcblk\d+)(?=p\d)|\/dev\/[a-z]{2,6})p?(?<number>\d{1,3})$/.exec(
      device,
    )?.groups ?? {};
  const known = disk !== undefined && number !== undefined;
  return {
    culprit: `${device === '' ? 'the partition for kernels' : device} (boot.loader.systemd-boot.xbootldrMountPoint)`,
    facts: { device: device || undefined },
    message: `${device === '' ? 'The partition' : device} is mounted where boot.loader.systemd-boot.xbootldrMountPoint says, and in the partition table it has another type than that of an extended boot partition (XBOOTLDR).`,
    fixes: [
      shellFix(
        `Give it that type (its content stays), have the kernel read the table anew, and install again${known ? '' : '; it has to be another partition than the one for EFI'}.`,
        `sudo sfdisk --part-type ${known ? `${disk} ${number}` : 'YOUR_DISK YOUR_NUMBER'} bc13c2ff-59e6-4262-a352-b275fd6f7172 && sudo partprobe`,
        {
          risk: 'data',
          ...(known
            ? {}
            : {
                fill: {
                  YOUR_DISK: 'the disk, as /dev/sda',
                  YOUR_NUMBER: 'the number of the partition on it, as 2',
                },
              }),
        },
      ),
      advice(
        'If one partition for EFI is enough (it has room for a few kernels): take xbootldrMountPoint out, and mount that one at /boot.',
      ),
    ],
    verify: ['lsblk -o NAME,PARTTYPENAME,FSTYPE,MOUNTPOINTS'],
  };
}

function fixesFor(mount: string, { context, line, all }: Evidence): readonly DiagnosisFix[] {
  const raid = /not located on a partitioned block device/.test(line.text);
  const disko = all(/disko-install/)[0] !== undefined;
  const bios = advice(
    'If the machine booted in legacy BIOS mode (no /sys/firmware/efi): enable UEFI in its firmware (OVMF for a virtual machine), or use GRUB with boot.loader.grub.device = "/dev/sda" (the disk, no partition); on GPT that needs a BIOS boot partition of 1 MB.',
    'restart',
  );
  const grub = nixFix(
    'GRUB on UEFI: no device, only the EFI partition.',
    'boot.loader.grub = { device = "nodev"; efiSupport = true; };\nboot.loader.efi.canTouchEfiVariables = true;',
    'restart',
  );
  // During an installation the partition belongs below /mnt.
  const target =
    context.tool === 'nixos-install' && !mount.startsWith('/mnt') ? `/mnt${mount}` : mount;
  const mounted = shellFix(
    'If the machine boots by UEFI (/sys/firmware/efi is there): find the EFI partition (vfat, a few hundred MB), mount it, and install again.',
    `lsblk -o NAME,FSTYPE,SIZE,PARTTYPENAME,MOUNTPOINTS; sudo mount YOUR_PARTITION ${shellWord(target)}`,
    { fill: { YOUR_PARTITION: 'the EFI partition that lsblk shows, as /dev/nvme0n1p1' } },
  );
  // It makes and mounts what the configuration of disko has, below a folder of its own.
  if (disko && !raid)
    return [
      advice(
        `If the disko configuration has an EFI partition (type = "EF00", format = "vfat"): give it mountpoint = ${nixString(mount)} there, which disko-install mounts by; boot.loader.efi.efiSysMountPoint has to be the same.`,
      ),
      advice(
        `If it has that: the partition was not mounted in this run. Unmount what is left below /mnt/disko-install-root, and run it again (with --mode format on a disk that may be emptied).`,
        'data',
      ),
    ];
  const declared = nixFix(
    'Say where it is mounted, and let it be mounted at boot.',
    `boot.loader.efi.efiSysMountPoint = ${nixString(mount)};\nfileSystems.${nixString(mount)} = { device = "YOUR_DEVICE"; fsType = "vfat"; };`,
    {
      risk: 'restart',
      fill: { YOUR_DEVICE: '/dev/disk/by-uuid/… of the EFI partition: blkid' },
    },
  );
  if (raid)
    return [
      advice(
        'systemd-boot needs a plain EFI partition on one disk: firmware and bootctl know no software RAID. Give each disk an EFI partition of its own outside of the array, mount one at the place that is named, and for both use GRUB (boot.loader.grub.mirroredBoots, device = "nodev").',
        'restart',
      ),
    ];
  const typed = shellFix(
    'If that partition is the one for EFI: give it the type that says so (its content stays), and install again.',
    'lsblk -o NAME,PARTTYPENAME,FSTYPE,MOUNTPOINTS; sudo sfdisk --part-type YOUR_DISK YOUR_NUMBER uefi',
    {
      risk: 'data',
      fill: {
        YOUR_DISK: 'the disk, as /dev/sda',
        YOUR_NUMBER: 'the number of the partition on it, as 1',
      },
    },
  );
  return /has wrong type/.test(line.text) ? [typed, bios] : [mounted, bios, declared, grub];
}
