import { shellWord } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const layout = ['lsblk -f'];

const noDisks: Saying = {
  anchors: ['No disks defined, did you forget'],
  line: /No disks defined, did you forget to import your disko config/,
  explain: () => ({
    culprit: 'disko.devices',
    message:
      'The configuration that disko was given defines no disk: the file with disko.devices is not among its imports.',
    fixes: [
      nixFix(
        'Import the file that has disko.devices, in the configuration of that machine.',
        'imports = [ ./disko-config.nix ];',
      ),
    ],
    verify: ['nix flake show'],
  }),
};

const noName: Saying = {
  anchors: ['Please specify the name of the NixOS configuration to be installed'],
  line: /Please specify the name of the NixOS configuration to be installed/,
  explain: () => ({
    culprit: '--flake without a name',
    message: 'The flake was named without the configuration that is meant.',
    fixes: [
      shellFix(
        'See what the flake has, and put its name behind the flake in your command, with a # between (--flake .#NAME).',
        'nix flake show',
      ),
    ],
    verify: ['nix flake show'],
  }),
};

const wrongMode: Saying = {
  anchors: ['aborted: mode must be one of', 'Invalid mode: '],
  line: /aborted: mode must be one of (?<modes>.{5,200})|^Invalid mode: (?<mode>[\w,-]{1,40})/,
  explain: ({ get }) => ({
    culprit: get('mode') === '' ? '--mode' : `--mode ${get('mode')}`,
    message: `disko does not know that mode${get('modes') === '' ? '' : `: it takes ${get('modes')}`}.`,
    fixes: [
      advice('If what is on the disks shall stay: --mode mount.'),
      advice(
        'If they shall be laid out anew, which deletes all that is on them: --mode destroy,format,mount.',
        'data',
      ),
    ],
    verify: layout,
  }),
};

const noPool: Saying = {
  anchors: ['no devices found for zpool '],
  line: /no devices found for zpool (?<pool>[\w.:-]{1,80})\. Did you misspell/,
  explain: ({ get }) => ({
    culprit: get('pool'),
    facts: { pool: get('pool') },
    message: `disko.devices.zpool.${get('pool')} is defined, and no partition says that it belongs to it.`,
    fixes: [
      nixFix(
        'Give the partition of each of its disks this content.',
        `content = {\n  type = "zfs";\n  pool = "${get('pool')}";\n};`,
      ),
    ],
    verify: layout,
  }),
};

const cycle: Saying = {
  anchors: ['detected a cycle in your disk setup'],
  line: /detected a cycle in your disk setup: (?<where>[^'"]{1,200})/,
  explain: ({ get }) => ({
    culprit: get('where'),
    message: `Of the devices of disko.devices one needs the other and that again the first (${get('where')}): a volume group, a pool or a RAID lies on what it holds itself, or two have one name.`,
    fixes: [
      advice(
        `Let one of them lie on a partition: look at what ${get('where')} is made of, and give names that occur twice (a pool and a volume group of one name) different ones.`,
      ),
    ],
    verify: ['nix flake check --no-build'],
  }),
};

const inUse: Saying = {
  anchors: [
    'unable to inform the kernel of the change',
    'kernel is still using the old partition table',
  ],
  line: /on (?<disk>\/dev\/[\w/-]{2,60}) have been written, but we have been unable to inform the kernel|(?<old>The kernel is still using the old partition table)/,
  explain(evidence) {
    const disk =
      evidence.get('disk') ||
      (evidence.after(/ (?<disk>\/dev\/[\w/-]{2,60}) have been written/, 8)?.groups?.['disk'] ??
        evidence.before(/sgdisk .{0,300}(?<disk>\/dev\/[\w/-]{2,60})$/, 8)?.groups?.['disk'] ??
        '');
    return {
      culprit: disk === '' ? 'the disk' : disk,
      facts: { disk: disk || undefined },
      message: `The new partition table is written, and the kernel keeps the old one: something of ${disk === '' ? 'the disk' : disk} is still mounted, swap, or part of an LVM, RAID, LUKS or ZFS that is open.`,
      fixes: [
        shellFix(
          'See what holds it.',
          `lsblk -f${disk === '' ? '' : ` ${shellWord(disk)}`}; cat /proc/swaps`,
        ),
        shellFix(
          'Let go of it (swap, mounts below /mnt, ZFS, LVM), and run it again; a restart of the installer does the same.',
          'swapoff -a; umount -R /mnt; zpool export -a; vgchange -an',
          'restart',
        ),
      ],
      verify: layout,
      confidence: 0.85,
    };
  },
};

const installBuild: Saying = {
  anchors: ['Failed to build NixOS configuration'],
  line: /^(?:error: )?Failed to build NixOS configuration/,
  explain: ({ before }) => ({
    culprit: 'disko-install (the system does not build)',
    message:
      'disko-install stops before it touches a disk: the system that it should install does not build. It does not repeat why; on a live medium it is often the memory, which holds what is built and fetched.',
    fixes: [
      before(/[Nn]o space left|out of memory|Killed/, 40) === undefined
        ? shellFix(
            'See why: build the same by itself (with your own flake and name).',
            "nix --extra-experimental-features 'nix-command flakes' build --no-link -L --show-trace '.#nixosConfigurations.YOUR_NAME.config.system.build.toplevel'; df -h /nix/.rw-store",
            { fill: { YOUR_NAME: 'the name behind # in your command' } },
          )
        : shellFix(
            'Give the live system more room in memory; if the machine has not so much: lay the disks out by disko alone, then nixos-install, which builds on the disk.',
            'sudo mount -o remount,size=80%,noatime /nix/.rw-store',
          ),
    ],
    verify: ['df -h /nix/.rw-store; free -h'],
    confidence: 0.85,
  }),
};

/** disko and the installers that call it. */
export const disko = ruleOfSayings(
  {
    id: 'boot/disko',
    class: 'disk-layout',
    phase: 'boot',
    title: 'The disks are not laid out',
    components: ['boot', 'disk'],
    confidence: 0.93,
    yieldsTo: ['disk-full'],
    docs: [
      { title: 'disko', url: 'https://github.com/nix-community/disko/blob/master/docs/INDEX.md' },
    ],
  },
  [noDisks, noName, wrongMode, noPool, cycle, inUse, installBuild],
);
