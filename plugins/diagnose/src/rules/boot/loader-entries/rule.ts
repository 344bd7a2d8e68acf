import { shellWord } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const again = ['sudo nixos-rebuild boot', 'bootctl list --no-pager'];

const leftOver: Saying = {
  anchors: ['FileExistsError'],
  line: /FileExistsError: \[Errno 17\] File exists: '(?<file>\/[\w./-]{3,120}\/loader\.tmp)'/,
  explain: ({ get }) => ({
    culprit: get('file'),
    facts: { file: get('file') },
    message: `${get('file')} is left over from a switch that was cut off while it wrote the boot loader.`,
    fixes: [shellFix('Delete it, and switch again.', `sudo rm ${shellWord(get('file'))}`)],
    verify: again,
  }),
};

const damaged: Saying = {
  anchors: ['Malformed Json: '],
  line: /error: Malformed Json: .{3,120}, in (?<file>\/nix\/store\/[\w.+-]{34,200}\/boot\.json)/,
  explain: ({ get }) => ({
    culprit: get('file'),
    facts: { file: get('file') },
    message: `boot.json of a generation is damaged (mostly empty, after the machine went off while it was written): ${get('file')}.`,
    fixes: [
      shellFix(
        'Have what is damaged in the store fetched or built again, then switch again.',
        'sudo nix-store --verify --check-contents --repair',
      ),
      shellFix(
        'If it belongs to an old generation: delete that (the list shows its number).',
        'sudo nix-env -p /nix/var/nix/profiles/system --list-generations',
      ),
    ],
    verify: again,
  }),
};

const initrdSecret: Saying = {
  anchors: ['failed to create initrd secrets!'],
  line: /^failed to create initrd secrets!/,
  explain(evidence) {
    const file = evidence.before(
      /(?:cannot stat|cannot open) ['"`](?<file>\/[^'"`]{2,200})['"`]|(?<other>\/[\w./-]{2,200}): No such file/,
      10,
    )?.groups;
    const path = file?.['file'] ?? file?.['other'];
    return {
      culprit: path ?? 'boot.initrd.secrets',
      facts: { file: path },
      message: `What boot.initrd.secrets copies into the initrd is not on this machine${path === undefined ? '' : `: ${path}`}.`,
      fixes: [
        advice(
          path === undefined
            ? 'Put the files that boot.initrd.secrets names where it looks for them, or take those out that are gone.'
            : `Put ${path} there (for the SSH of the initrd: ssh-keygen -t ed25519 -N "" -f ${path}), or take it out of boot.initrd.secrets or hostKeys.`,
        ),
      ],
      verify: again,
    };
  },
};

const ioError: Saying = {
  anchors: ['Input/output error'],
  line: /(?:OSError: \[Errno 5\] )?Input\/output error: ['"]?(?<file>\/(?:boot|efi)[\w./+-]{0,200})/,
  explain: ({ get }) => ({
    culprit: get('file'),
    facts: { file: get('file') },
    message: `The boot partition cannot be written or read (${get('file')}): its file system is damaged, or its disk fails.`,
    fixes: [
      shellFix(
        'Check it while it is not mounted, mount it again, and switch again.',
        'sudo umount /boot && sudo fsck.vfat -a "$(findmnt --fstab -no SOURCE /boot)" && sudo mount /boot',
        'restart',
      ),
      shellFix(
        'If it comes again: see what the kernel says of the disk.',
        'sudo dmesg | grep -iE "i/o error|nvme|ata[0-9]" | tail -20',
      ),
    ],
    verify: again,
  }),
};

const label: Saying = {
  anchors: ['Invalid argument: '],
  line: /OSError: \[Errno 22\] Invalid argument: '(?<file>\/(?:boot|efi)[^']{2,240})'/,
  explain: ({ get }) => ({
    culprit: get('file'),
    facts: { file: get('file') },
    message: `The boot partition (FAT) takes no file of that name: ${get('file')}. A label or a name of a specialisation has letters that FAT does not know, or the file system is damaged.`,
    fixes: [
      nixFix(
        'If system.nixos.label or a specialisation has other letters than a-z, 0-9, -, _ and .: take those out.',
        'system.nixos.label = "YOUR_LABEL";',
        { fill: { YOUR_LABEL: 'letters, digits, - _ . only' } },
      ),
      shellFix(
        'If not: check the file system while it is not mounted.',
        'sudo umount /boot && sudo fsck.vfat -a "$(findmnt --fstab -no SOURCE /boot)" && sudo mount /boot',
        'restart',
      ),
    ],
    verify: again,
  }),
};

/** Single files of the boot partition, or of a generation that it has an entry for, are in the way. */
export const loaderEntries = ruleOfSayings(
  {
    id: 'boot/loader-entries',
    class: 'bootloader-entries',
    phase: 'boot',
    title: 'The boot entries are not written',
    components: ['boot'],
    confidence: 0.93,
    yieldsTo: ['boot-partition-full', 'disk-full'],
    docs: [{ title: 'NixOS wiki: bootloader', url: 'https://wiki.nixos.org/wiki/Bootloader' }],
  },
  [leftOver, damaged, initrdSecret, ioError, label],
);
