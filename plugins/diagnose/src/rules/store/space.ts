import type { Diagnosis, DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';

const patterns = [
  {
    anchors: [
      'No space left on device',
      'no space left on device',
      'ENOSPC',
      'os error 28',
      'Disk quota exceeded',
      'disk is full',
      'lack of free disk space',
      'not enough free space',
      'No space available',
    ],
    line: /[Nn]o space left on device|\bENOSPC\b|os error 28|Disk quota exceeded|database or disk is full|lack of free disk space|not enough free space|No space available/,
  },
  {
    anchors: ['Could not allocate', 'No free blocks', 'ran out of inodes'],
    line: /(?:Could not allocate (?:block|inode) in ext2 filesystem|ran out of inodes|No free (?:blocks|inodes))/,
  },
];

const pathIn =
  /(?:writing to file|(?:error )?writing|cannot create(?: directory)?|creating (?:file|directory)|cannot write(?: to)?|copying|mkdir|write error|open|preallocating file|failed to write|tmpfs|create|file) ?:? ?['"`]?(?<path>\/[^\s'"`:]{1,300})/;
const anyPath =
  /['"`\s(](?<path>\/(?:nix|tmp|build|boot|var|home|efi|mnt|run|private|root)[^\s'"`:),]{0,300})/;

function pathOf(evidence: Evidence): string | undefined {
  const { text } = evidence.line;
  return (pathIn.exec(text) ?? anyPath.exec(text))?.groups?.['path'];
}

/** A file system that a table of `df` beside the message shows as full. */
function fullMount(evidence: Evidence, mount: RegExp): RegExpExecArray | undefined {
  return (
    evidence.block.lines
      .map(({ text }) => / (?:100|9[89])% (?<mount>\/\S{0,100})$/.exec(text))
      .find((row) => row !== null && mount.test(row.groups?.['mount'] ?? '')) ?? undefined
  );
}

const efiVariable = /EFI [Bb]oot variable|efivar/;

type Place = 'boot' | 'build' | 'store';

/** Which file system is full: by the path that was written, and by who wrote it. */
function placeOf(evidence: Evidence): Place {
  const path = pathOf(evidence) ?? '';
  const { text } = evidence.line;
  if (
    efiVariable.test(text) ||
    /^\/(?:boot|efi)\b|\/(?:boot|efi|EFI)\//.test(path) ||
    /\/boot\b|bootloader|systemd-boot|lanzaboote/.test(text)
  )
    return 'boot';
  const nearBoot =
    evidence.before(
      /updating (?:GRUB|systemd-boot)|installing the boot loader|\/boot\/(?:kernels|EFI|loader)/,
      6,
    ) ??
    evidence.after(
      /install-(?:systemd-boot|grub)|installing? (?:the )?boot ?loader|switch-to-configuration.{0,40}boot/i,
      4,
    ) ??
    fullMount(evidence, /^\/(?:boot|efi)\b/);
  if (nearBoot !== undefined && !path.startsWith('/nix') && !path.startsWith('/build'))
    return 'boot';
  if (/^\/build\/|^\/tmp\/|nix-build-|^\/private\/tmp|\/nix\/var\/nix\/builds\//.test(path))
    return 'build';
  if (
    /^\/nix\//.test(path) ||
    /nix-daemon|db\.sqlite|substitut|copying path|NAR|lack of free disk space/.test(text)
  )
    return 'store';
  if (
    /fatal error: error writing to|\/tmp\/cc\w{6}|final close failed|error: could not write (?:output|to)|ld: |collect2|as: |Assembler/.test(
      text,
    )
  )
    return 'build';
  const inBuilder =
    evidence.block.derivation !== undefined ||
    evidence.before(
      /Running phase: (?:build|configure|unpack)|^(?:building|unpacking|configuring)\b|\bCC\b|make\[\d\]/,
      40,
    ) !== undefined;
  return inBuilder ? 'build' : 'store';
}

/** Images (ISO, SD, ext4) that are made too small inside a build. */
function imageOf(evidence: Evidence): string | undefined {
  const image =
    /(?<name>[\w.-]{1,80}\.(?:img|iso|raw|qcow2|ext4|zst)(?:\.zst)?)|mke2fs|populate_fs|__populate_fs|mkfs\.ext4|make-ext4-fs/;
  const found =
    image.exec(evidence.line.text) ?? evidence.before(image, 8) ?? evidence.after(image, 4);
  if (found === undefined || found === null) return undefined;
  return found.groups?.['name'] ?? evidence.block.derivation ?? 'the image';
}

const collect: readonly DiagnosisFix[] = [
  shellFix(
    'Free space: delete old generations and what nothing needs any more (nix-collect-garbage, gc). You cannot roll back to deleted generations.',
    'sudo nix-collect-garbage -d   # or: --delete-older-than 14d',
    'data',
  ),
  nixFix(
    'Let it happen by itself.',
    'nix.gc = { automatic = true; options = "--delete-older-than 14d"; };\nnix.settings.min-free = 1073741824;',
  ),
];

export const diskFull: DiagnosisRule = {
  id: 'store/disk-full',
  class: 'disk-full',
  phase: 'store',
  title: 'Disk is full',
  components: ['store', 'build'],
  confidence: 0.9,
  patterns,
  docs: [
    {
      title: 'NixOS manual: garbage collection',
      url: 'https://nixos.org/manual/nixos/stable/#sec-nix-gc',
    },
  ],
  explain(evidence) {
    if (placeOf(evidence) !== 'store' && imageOf(evidence) === undefined) return undefined;
    const image = imageOf(evidence);
    const path = pathOf(evidence);
    const inodes = /inode/.test(evidence.line.text);
    return {
      culprit: image ?? path ?? '/nix/store',
      facts: { path, resource: inodes ? 'inodes' : 'blocks' },
      message:
        image === undefined
          ? `The file system of ${path ?? '/nix/store'} has no ${inodes ? 'inodes' : 'space'} left.`
          : `The file system that is made for ${image} is too small for its contents, in blocks or inodes.`,
      fixes:
        image === undefined
          ? [
              ...collect,
              shellFix('See what is full: blocks, or inodes.', 'df -h / /nix /tmp; df -i / /nix'),
            ]
          : [
              nixFix(
                'Enlarge the image (size, or room for inodes).',
                'virtualisation.diskSize = 8192;   # or image.size / sdImage.*; make-disk-image: additionalSpace',
              ),
              ...collect.slice(0, 1),
            ],
      verify: ['df -h / /nix /tmp', 'df -i / /nix'],
    };
  },
};

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

/** Not a file system: the firmware's memory for boot entries. */
const fullFirmware: Diagnosis = {
  culprit: 'EFI variables (NVRAM of the firmware)',
  message:
    'The firmware has no room for another boot entry: its variables are full, of entries of former installations or of crash dumps. The disk is not full.',
  fixes: [
    shellFix(
      'See the entries, and delete those that boot nothing any more.',
      'efibootmgr -v; sudo efibootmgr -b 0003 -B   # 0003: the number of an old entry',
      'data',
    ),
    shellFix('Crash dumps take the same room.', 'ls /sys/firmware/efi/efivars/dump-*', 'none'),
    nixFix(
      'Or leave the firmware alone, and install to the fallback path.',
      'boot.loader.efi.canTouchEfiVariables = false;\nboot.loader.grub.efiInstallAsRemovable = true;   # for GRUB',
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
    const path = evidence.get('path') || onBoot?.groups?.['path'] || pathOf(evidence) || '/boot';
    const mount = /^\/(?:boot|efi)(?:\/efi)?(?=\/|$)/.exec(path)?.[0] ?? '/boot';
    return {
      culprit: path.startsWith(mount) ? path : mount,
      facts: { path, mount },
      message: `${mount} has no room for another kernel and initrd: those of old generations fill it, and they are cleaned up only after the new ones are copied.`,
      fixes: [
        shellFix(
          'Delete old generations, then write the boot loader again.',
          'sudo nix-collect-garbage -d && sudo /run/current-system/bin/switch-to-configuration boot',
          'data',
        ),
        nixFix(
          'Keep fewer generations in the menu.',
          'boot.loader.systemd-boot.configurationLimit = 5;   # or boot.loader.grub.configurationLimit',
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
