import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { readOnlyBoot } from './readOnlyBoot.js';
import { unnamedDevice } from './unnamedDevice.js';

/** The program that writes the boot loader gave up, with the system itself built. */
export const loaderInstall: DiagnosisRule = {
  id: 'boot/loader-install',
  class: 'bootloader-install',
  phase: 'boot',
  title: 'Boot loader is not installed',
  components: ['boot'],
  confidence: 0.88,
  yieldsTo: ['bootloader-esp-missing', 'boot-partition-full', 'disk-full', 'secure-boot-keys'],
  patterns: [
    {
      anchors: ['ould not find any previously installed systemd-boot'],
      line: /(?:Exception: |SystemExit: )?[Cc]ould not find any previously installed (?<none>systemd-boot)(?!, installing)/,
    },
    {
      anchors: ['Read-only file system'],
      line: /(?:OSError: \[Errno 30\] |(?:cannot|failed to) .{0,120})Read-only file system:? ?['"]?(?<readonly>\/(?:boot|efi)[\w./-]{0,200})/,
    },
    {
      anchors: ['bootctl', 'systemd-boot'],
      line: /CalledProcessError: Command '?\[.{0,200}?\/bin\/(?<bootctl>bootctl)'(?<words>(?:, '[^']{1,120}'){1,8})\]'? returned non-zero exit status/,
    },
    {
      anchors: ['install-grub.pl line', 'install-grub.pl'],
      line: /Died at \/nix\/store\/[0-9a-z]{32}-(?<grub>install-grub\.pl) line \d{1,5}/,
    },
    unnamedDevice.pattern,
    {
      anchors: ['Failed to install bootloader', 'Failed to install boot loader'],
      line: /Failed to install boot ?loader/,
    },
  ],
  docs: [
    {
      title: 'NixOS wiki: bootloader',
      url: 'https://wiki.nixos.org/wiki/Bootloader',
    },
  ],
  explain(evidence) {
    if (evidence.get('unnamed') !== '') return unnamedDevice.explain(evidence);
    if (evidence.get('readonly') !== '') return readOnlyBoot(evidence.get('readonly'));
    const none =
      evidence.get('none') !== '' ||
      evidence.before(/[Cc]ould not find any previously installed systemd-boot/, 12) !== undefined;
    const words = [...evidence.get('words').matchAll(/'([^']{1,120})'/g)].map(([, word]) => word);
    const bootctl =
      evidence.get('bootctl') === ''
        ? undefined
        : ['bootctl', ...words.map((word) => shellWord(word ?? ''))].join(' ');
    const file = evidence.before(
      /Failed to open file ['"](?<file>\/(?:boot|efi)[\w./-]{1,200})['"]: No such file/,
      10,
    )?.groups?.['file'];
    const foreign = evidence.before(
      /Skipping ['"](?<file>\/[\w./-]{1,200})['"], since it's owned by another boot loader/,
      10,
    )?.groups?.['file'];
    const why = evidence.before(/^(?:\w{2,40}Error|Exception): (?<why>.{3,200})$/, 6)?.groups?.[
      'why'
    ];
    const what =
      bootctl ??
      (none ? 'systemd-boot' : evidence.get('grub') === '' ? 'the boot loader' : 'install-grub.pl');
    return {
      culprit: why === undefined ? what : `${what}: ${why}`,
      facts: { bootctl, file, foreign, error: why },
      message: messageFor(what, none, file, foreign, why),
      fixes: /Input\/output error|Read-only file system/.test(why ?? '')
        ? partitionFails
        : fixesFor(evidence, none, bootctl, file),
      verify: ['bootctl status', 'findmnt /boot', 'ls -l /boot/loader/entries /boot/grub'],
    };
  },
};

function messageFor(
  what: string,
  none: boolean,
  file: string | undefined,
  foreign: string | undefined,
  why: string | undefined,
): string {
  if (file !== undefined)
    return `systemd-boot is not on the EFI partition yet, and ${what} cannot put it there: the folder of ${file} does not exist.`;
  if (none)
    return 'systemd-boot is to be updated on the EFI partition, and there is none: it was never installed there, or the partition is another one than before.';
  if (foreign !== undefined)
    return `The system is built; ${what} failed: ${foreign} on the EFI partition belongs to another boot loader, and is left as it is.`;
  if (why !== undefined)
    return `The system is built, and its boot loader is not written: what writes it (${what}) failed: ${why}.`;
  return `The system is built, and its boot loader is not written: what writes it (${what}) failed. What it says stands above this line; the log has no more of it.`;
}

/** The partition cannot be written: what is on it may be broken by now, and must not be booted so. */
const partitionFails: readonly DiagnosisFix[] = [
  shellFix(
    'Check the file system of /boot (its disk fails, or the FAT is damaged), and switch again before you restart: what lies there now may not boot.',
    'sudo umount /boot && sudo fsck.vfat -a "$(findmnt --fstab -nro SOURCE /boot)" && sudo mount /boot',
    'data',
  ),
  shellFix(
    'See what the kernel says of the disk. If it tells of errors there, back up first.',
    "sudo dmesg | grep -iE 'i/o error|fat-fs|nvme|mmc|ata[0-9]'",
  ),
];

function fixesFor(
  evidence: Evidence,
  none: boolean,
  bootctl: string | undefined,
  file: string | undefined,
): readonly DiagnosisFix[] {
  const { context } = evidence;
  const flake = context.flake === true ? ' --flake .' : '';
  const live =
    context.tool === 'nixos-install' ||
    evidence.all(/\bnixos@nixos\b|\/iso\b|live (?:system|USB|CD|ISO)/)[0] !== undefined;
  const install = shellFix(
    'Install the boot loader, instead of updating it (with your own --flake, if the system is one).',
    context.tool === 'nixos-install'
      ? 'sudo nixos-enter --root /mnt -c "NIXOS_INSTALL_BOOTLOADER=1 /run/current-system/bin/switch-to-configuration boot"'
      : `sudo nixos-rebuild boot --install-bootloader${flake}`,
    'restart',
  );
  const mounted = shellFix(
    'See whether the right partition is mounted there, is writable and has room.',
    'findmnt /boot /boot/efi; df -h /boot /boot/efi; lsblk -o NAME,FSTYPE,SIZE,PARTTYPENAME,MOUNTPOINTS',
  );
  if (file !== undefined)
    return [
      shellFix(
        'Make the folders (with the partition mounted), and install it.',
        `sudo mkdir -p ${shellWord(file.replace(/\/[^/]*$/, ''))} ${shellWord(file.replace(/\/[^/]*\/[^/]*$/, '/BOOT'))} && sudo nixos-rebuild boot --install-bootloader${flake}`,
        'restart',
      ),
      mounted,
    ];
  if (none) return [install, mounted];
  if (bootctl !== undefined)
    return [
      install,
      shellFix('If it fails again, run by hand what failed, to see why.', `sudo ${bootctl}`),
      mounted,
    ];
  return [
    ...(/Failed to install/.test(evidence.line.text)
      ? [
          advice(
            `${live ? 'On a live system (ISO, installer)' : 'If this is a live system (ISO, installer):'} there is no boot loader to install: try the configuration with nixos-rebuild test, and install with nixos-install.`,
          ),
        ]
      : []),
    mounted,
    install,
    advice(
      'A machine that starts by UEFI needs no GRUB on a disk: boot.loader.systemd-boot.enable = true, or boot.loader.grub.device = "nodev" with efiSupport. For GRUB in BIOS mode, boot.loader.grub.device is the whole disk.',
    ),
  ];
}
