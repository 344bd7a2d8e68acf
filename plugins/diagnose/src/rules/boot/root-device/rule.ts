import type { Diagnosis, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { busyRoot } from './busyRoot.js';
import { notMountedAtBoot, timedOutDevice } from '../../shared/mounts.js';

export const rootDevice: DiagnosisRule = {
  id: 'boot/root-device',
  class: 'boot-root-device',
  phase: 'boot',
  title: 'Root file system is not found at boot',
  components: ['boot', 'storage'],
  confidence: 0.94,
  patterns: [
    {
      anchors: ['Timed out waiting for device', 'waiting for device'],
      line: timedOutDevice,
    },
    {
      anchors: [
        'error occurred in stage 1',
        'An error occurred in stage 1',
        'stage 1 of the boot process',
      ],
      line: /[Aa]n error occurred in stage 1 of the boot process/,
    },
    {
      anchors: [
        'mounting /dev',
        'mounting ',
        'special device',
        'unable to mount root',
        'Unable to mount root',
      ],
      line: /(?:mount: )?mounting (?<device>\S{1,200}) on (?<target>\/mnt(?:-root)?\/\S{0,100}|\/mnt-root|\/sysroot\S{0,100}|\/iso\S{0,60}) failed|VFS: Unable to mount root fs on (?<root>\S{1,100})|mount: \/mnt-root\S{0,100}: (?:can't find|special device) (?<special>\S{1,200})/,
    },
    {
      anchors: ['sysroot', 'Failed to mount'],
      line: /(?:(?<unit>sysroot[\w\\-]{0,60}\.mount): (?:Failed|Mount process)|Dependency failed for (?:sysroot|\/sysroot)[\w./-]{0,60}|Failed to mount (?<target>\/sysroot\S{0,60}))/,
    },
    {
      anchors: ['device ', 'cannot open'],
      line: /(?:waiting for device|root device) (?<device>\S{1,200}) (?:to appear|does not exist|not found)/,
    },
    {
      anchors: ['is not populated'],
      line: /Refusing to run in unsupported environment where (?<empty>\/usr\/?) is not populated/,
    },
    {
      anchors: ['does not seem to be an OS tree', 'contains no usable init'],
      line: /(?:switch root path ['"]?\/sysroot['"]? does not seem to be an OS tree|Switch root target contains no usable init)/,
    },
    {
      anchors: ['stage 2 init script', 'cannot import', 'No key available', 'pool '],
      line: /stage 2 init script \((?<init>[^)]{1,200})\) not found|cannot import ['"](?<pool>[\w.-]{1,60})['"]: no such pool/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: boot problems',
      url: 'https://nixos.org/manual/nixos/stable/#sec-boot-problems',
    },
  ],
  explain(evidence) {
    if (evidence.get('empty') !== '') return emptyRoot('the root file system has no /usr');
    if (/OS tree|usable init/.test(evidence.line.text))
      // What was activated in the root is there.
      return evidence.before(/Finished NixOS Activation/, 12) !== undefined
        ? undefined
        : emptyRoot('what was mounted as the root has no system');
    const near =
      /(?<device>\/dev\/(?:disk\/[\w-]{2,20}\/[^\s,'"]{1,120}|mapper\/[^\s,'"]{1,80}|(?!tty|console|null|kmsg|rtc|input)[\w/-]{2,80}))/;
    const device =
      evidence.get('device') ||
      evidence.get('special') ||
      evidence.get('root') ||
      evidence.get('pool') ||
      evidence.get('init') ||
      (evidence.before(near, 12) ?? evidence.after(near, 12))?.groups?.['device'] ||
      evidence.get('unit');
    if (namesAnother(evidence)) return undefined;
    const booting = evidence.all(
      /stage [12]|sysroot|initrd|mnt-root|root ?(?:fs|device|=)|\/iso\b/i,
    )[0];
    if (
      device === '' ||
      (booting === undefined && !/stage|VFS|mnt-root|sysroot/.test(evidence.line.text))
    )
      return undefined;
    if (/failed: Device or resource busy/.test(evidence.line.text)) return busyRoot(device);
    if (/gpt-auto-root|gpt\\x2dauto\\x2droot/.test(device)) return guessedRoot();
    if (evidence.get('init') !== '') return rootWithoutSystem(evidence);
    const target = evidence.get('target') || evidence.get('unit');
    const iso = /\/dev\/root|\/iso|iso9660|dev-root/.test(
      `${device} ${target} ${evidence.all(/\/iso|sysroot-iso/)[0]?.[0] ?? ''}`,
    );
    return {
      culprit: `${device}${target === '' || target === device ? '' : ` for ${target}`}`,
      facts: { device, target: target || undefined },
      message: iso
        ? `The installation image cannot find its own medium (${device}): the kernel does not see the CD or USB drive that it was started from, or stage 1 does not make /dev/root for an image.`
        : `Stage 1 cannot find or mount the root file system (${device}): the driver of its disk is not in the initrd, the UUID or label changed, or the disk is not there.`,
      fixes: iso
        ? [
            advice(
              'Attach the image as a USB device or on a controller that the kernel knows (not a SCSI CD-ROM without its driver), or write it to a USB stick with dd (no tool that changes it).',
            ),
            nixFix(
              'If you build the image with systemd in stage 1: that does not support /dev/root for images yet.',
              'boot.initrd.systemd.enable = false;',
              'restart',
            ),
          ]
        : [
            advice(
              'Boot an older generation from the menu, or the installer, and mount the disks.',
              'restart',
            ),
            nixFix(
              "Put the driver of the disk's controller into the initrd.",
              'boot.initrd.availableKernelModules = [ "nvme" "ahci" "xhci_pci" "usb_storage" "sd_mod" "virtio_pci" "virtio_blk" ];',
              'restart',
            ),
            shellFix(
              'Compare the device of fileSystems."/" with what is there, or generate it anew.',
              'blkid; nixos-generate-config --root /mnt --show-hardware-config',
            ),
            nixFix(
              'If the device is slow to appear (USB, RAID, ZFS), wait for it.',
              'boot.kernelParams = [ "rootdelay=10" ];',
              'restart',
            ),
          ],
      verify: ['nixos-rebuild boot && reboot', 'lsblk -f'],
    };
  },
};

/** The root is mounted already when systemd says which folder it cannot mount: that is another file system. */
function namesAnother(evidence: Evidence): boolean {
  const target = notMountedAtBoot(evidence);
  return target !== undefined && target !== '/';
}

/** Nothing told systemd what the root is, so that it waits for what the partition table says. */
function guessedRoot(): Diagnosis {
  return {
    culprit: '/dev/gpt-auto-root',
    message:
      'systemd in stage 1 was told no root file system, looks for one by the type of the partitions (gpt-auto), and there is none: the root is on ZFS, LVM, LUKS or bcachefs, or made otherwise.',
    fixes: [
      nixFix(
        'Let it not guess: the root is mounted as fileSystems."/" says (a newer nixpkgs does so by itself).',
        'boot.kernelParams = [ "systemd.gpt_auto=0" "rd.systemd.gpt_auto=0" ];',
        'restart',
      ),
      advice('Boot an older generation from the menu meanwhile.', 'restart'),
    ],
    verify: ['nixos-rebuild boot && reboot', 'lsblk -f'],
  };
}

/** systemd was to go on in the real root, and found nothing there. */
function emptyRoot(culprit: string): Diagnosis {
  return {
    culprit,
    message:
      'Stage 1 opened the disks and went on into the root, and that is empty, or not the one that the system was installed to: no dataset, subvolume or partition is mounted at / (or at /nix, which it needs as early).',
    fixes: [
      shellFix(
        'From the installer or an older generation: see which dataset, subvolume or partition has /nix/store and /etc, and that fileSystems has it for "/" (of ZFS: mountpoint=legacy, or options = [ "zfsutil" ]; of Btrfs: subvol=…).',
        'lsblk -f; zfs list -o name,mountpoint,canmount; nixos-generate-config --root /mnt --show-hardware-config',
        'restart',
      ),
      nixFix(
        'If /nix is a file system of its own, stage 1 has to mount it.',
        'fileSystems."/nix".neededForBoot = true;',
        'restart',
      ),
    ],
    verify: ['nixos-rebuild boot && reboot', 'lsblk -f'],
  };
}

/** A root was mounted, and has no /nix/store with this system: another partition or subvolume. */
function rootWithoutSystem(evidence: Evidence): Diagnosis {
  const mounted = evidence.before(/mounting (?<device>\/dev\/\S{1,200}) on \/\.{3}/, 12)?.groups?.[
    'device'
  ];
  const device = mounted ?? 'what was mounted as the root';
  return {
    culprit: `${device} has no ${evidence.get('init').replace(/^.*\/nix\/store\/[0-9a-z]{32}-/, '')}`,
    facts: { device: mounted, init: evidence.get('init') },
    message: `Stage 1 mounted ${device} as the root, and the system to start is not in its /nix/store: fileSystems."/" (or "/nix") names another partition, subvolume or dataset than the one that was installed to, or /nix is not neededForBoot.`,
    fixes: [
      shellFix(
        'From the installer or an older generation: see which file system has /nix/store (of Btrfs: which subvolume), and name that in fileSystems.',
        'lsblk -f; nixos-generate-config --root /mnt --show-hardware-config',
        'restart',
      ),
      nixFix(
        'If /nix is a file system of its own, stage 1 has to mount it.',
        'fileSystems."/nix".neededForBoot = true;',
        'restart',
      ),
    ],
    verify: ['nixos-rebuild boot && reboot', 'lsblk -f'],
  };
}
