import type { DiagnosisFix, Evidence } from '@nixai/api';
import { nixFix, shellFix, onNixos } from './fix.js';

export const patterns = [
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
    // What the kernel lacks for a new process is not room on a disk.
    line: /(?<!(?:cloning builder process|clone|unshare)[^:]{0,40}: )[Nn]o space left on device|\bENOSPC\b|os error 28|Disk quota exceeded|database or disk is full|lack of free disk space|not enough free space|No space available/,
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

export function pathOf(evidence: Evidence): string | undefined {
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

export const efiVariable = /EFI [Bb]oot variable|prepare Boot variable|efivar/;

/** What is said where Nix itself writes: a substitute as it is unpacked, the database, an output. */
const ofStore =
  /nix-daemon|db\.sqlite|substitut|copying path|NAR|lack of free disk space|^error: writing to file: /;

export type Place = 'boot' | 'build' | 'store';

/** Which file system is full: by the path that was written, and by who wrote it. */
export function placeOf(evidence: Evidence): Place {
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
      /updating (?:GRUB|systemd-boot)|installing the boot loader|\/boot\/(?:kernels|EFI|loader)|^ +File "\/nix\/store\/[^"]{1,120}systemd-boot[\w.-]{0,20}"|\/boot(?:\/efi)?%s/,
      8,
    ) ??
    evidence.after(
      /install-(?:systemd-boot|grub)|installing? (?:the )?boot ?loader|switch-to-configuration.{0,40}boot/i,
      4,
    ) ??
    fullMount(evidence, /^\/(?:boot|efi)\b/);
  if (nearBoot !== undefined && !path.startsWith('/nix') && !path.startsWith('/build'))
    return 'boot';
  // A channel or a flake is unpacked by Nix itself, not by a builder.
  if (unpacks(evidence)) return 'store';
  if (/^\/build\/|^\/tmp\/|nix-build-|^\/private\/tmp|\/nix\/var\/nix\/builds\//.test(path))
    return 'build';
  if (/^\/nix\//.test(path) || ofStore.test(text)) return 'store';
  if (
    /fatal error: error writing to|\/tmp\/cc\w{6}|final close failed|error: could not write (?:output|to)|\bld: |collect2|\bas: |Assembler|Error writing device tree/.test(
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

/** Whether the log says that it was Nix which wrote to its store. */
export const writesToStore = (evidence: Evidence): boolean =>
  ofStore.test(evidence.line.text) ||
  (evidence.before(ofStore, 4) ?? evidence.after(ofStore, 4)) !== undefined;

/** Whether Nix was unpacking a channel or an input when the disk was full. */
export const unpacks = (evidence: Evidence): boolean =>
  evidence.before(
    /^unpacking (?:\d+ )?channels|unpacking '.{1,300}' into|while fetching the input/,
    6,
  ) !== undefined;

/** Images (ISO, SD, ext4) that are made too small inside a build. */
export function imageOf(evidence: Evidence): string | undefined {
  const image =
    /(?<name>[\w.-]{1,80}\.(?:img|iso|raw|qcow2|ext4|zst)(?:\.zst)?)|mke2fs|populate_fs|__populate_fs|mkfs\.ext4|make-ext4-fs/;
  const found =
    image.exec(evidence.line.text) ?? evidence.before(image, 8) ?? evidence.after(image, 4);
  if (found === undefined || found === null) return undefined;
  const { derivation } = evidence.block;
  // A file that is put into the image may look like one itself.
  if (derivation !== undefined && /\.(?:img|iso|raw|qcow2)(?:\.zst)?$|image/.test(derivation))
    return derivation;
  return found.groups?.['name'] ?? derivation ?? 'the image';
}

/** How space is freed, where it is run. Generations that are deleted cannot be rolled back to. */
export const collect: readonly DiagnosisFix[] = [
  shellFix(
    'Free space: delete what nothing needs any more, then generations older than two weeks (of the system; without sudo those of your user). You cannot roll back to deleted generations.',
    'nix-collect-garbage && sudo nix-collect-garbage --delete-older-than 14d',
    'data',
  ),
  nixFix(
    'Let it happen by itself.',
    'nix.gc = { automatic = true; options = "--delete-older-than 14d"; };\nnix.settings.min-free = 1073741824;',
    { holds: onNixos },
  ),
];
