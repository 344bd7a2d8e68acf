import { shellWord } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import type { Saying } from '../../shared/sayings.js';

/** cryptsetup was given an empty passphrase: by an empty file, or because nobody could be asked. */
export const nothingToRead: Saying = {
  anchors: ['Nothing to read on input'],
  line: /\bNothing to read on input/,
  explain(evidence) {
    const file =
      evidence.before(/--key-file[ =](?<file>\/[^\s'"]{1,200})/, 12)?.groups?.['file'] ??
      evidence.after(/--key-file[ =](?<file>\/[^\s'"]{1,200})/, 4)?.groups?.['file'];
    return {
      culprit: file ?? 'the passphrase for cryptsetup',
      facts: { keyFile: file },
      message: `cryptsetup was to read a passphrase${file === undefined ? '' : ` from ${file}`}, and got nothing: the file is empty, or nobody could be asked because there is no terminal.`,
      fixes: [
        shellFix(
          'See whether the file has anything in it, on the machine where cryptsetup runs.',
          `sudo wc -c ${file === undefined ? 'YOUR_FILE' : shellWord(file)}`,
          file === undefined
            ? { fill: { YOUR_FILE: 'the file with the passphrase or key' } }
            : 'none',
        ),
        advice(
          'For disko and nixos-anywhere: write the passphrase to the file that passwordFile (or settings.keyFile) names before the disks are made, without a line end; nixos-anywhere brings it with --disk-encryption-keys FILE-THERE FILE-HERE.',
        ),
      ],
      verify: ['lsblk -o NAME,FSTYPE,UUID,MOUNTPOINTS'],
    };
  },
};
