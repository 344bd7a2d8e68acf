import { shellWord, type Diagnosis } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** The kernel takes a damaged FAT back to read-only while it is mounted. */
export function readOnlyBoot(file: string): Diagnosis {
  const mount = /^\/boot\/(?:efi|EFI)\b|^\/(?:boot|efi)\b/.exec(file)?.[0] ?? '/boot';
  return {
    culprit: `${mount} (read-only)`,
    facts: { file, mountPoint: mount },
    message: `${mount} cannot be written to: its file system (FAT) has an error, and the kernel has made it read-only, or it is mounted so. What is started next is still the old system.`,
    fixes: [
      shellFix(
        'Check it while it is not mounted, mount it again, and switch again (the first two commands show how it is mounted, and what the kernel said).',
        `findmnt ${shellWord(mount)}; sudo dmesg | grep -iE "fat|read-only" | tail -5; sudo umount ${shellWord(mount)} && sudo fsck.vfat -a "$(findmnt --fstab -no SOURCE ${shellWord(mount)})" && sudo mount ${shellWord(mount)}`,
        'data',
      ),
      advice(
        `If findmnt shows ro and the kernel says nothing of an error: take ro out of the options of fileSystems."${mount}".`,
      ),
    ],
    verify: [`findmnt -no OPTIONS ${shellWord(mount)}`],
  };
}
