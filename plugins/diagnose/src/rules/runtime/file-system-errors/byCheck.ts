import { shellWord, type Diagnosis, type Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** fsck stopped at boot: it needs an answer, or the device is no such file system. */
export const byCheck = {
  pattern: {
    anchors: ['RUN fsck MANUALLY', 'Bad magic number in super-block'],
    line: /(?:(?<checked>\/dev\/\S{1,120}|[\w.-]{1,60}): UNEXPECTED INCONSISTENCY; RUN fsck MANUALLY|Bad magic number in super-block while trying to open (?<magic>\/dev\/\S{1,120}))/,
  },
  explain(evidence: Evidence): Diagnosis {
    const other = evidence.get('magic');
    if (other !== '') return otherKind(other);
    const device = evidence.get('checked');
    return {
      culprit: device,
      facts: { device },
      message: `The file system on ${device} has errors that the check at boot does not mend by itself, and the start waits for somebody to do it.`,
      fixes: [
        shellFix(
          'In the emergency shell or from the installer, while it is not mounted: let the errors be mended (a disk that fails is copied first).',
          `fsck -y ${shellWord(device)}`,
          'data',
        ),
        advice(
          'Then start again. If it comes back, the disk or its cable fails: look at dmesg and smartctl.',
          'restart',
        ),
      ],
      verify: ['findmnt -o TARGET,SOURCE,FSTYPE,OPTIONS'],
    };
  },
};

function otherKind(device: string): Diagnosis {
  return {
    culprit: device,
    facts: { device },
    message: `${device} was to be checked as an ext file system, and has no beginning of one: it is of another kind (Btrfs, LUKS, a whole disk with partitions), or its beginning is overwritten.`,
    fixes: [
      shellFix(
        'See of which kind it is, and compare fileSystems (fsType, device) with it.',
        `lsblk -f ${shellWord(device)}; sudo blkid -p ${shellWord(device)}`,
      ),
      shellFix(
        'Only if it was ext4 for certain: check it by a copy of its beginning, which mke2fs tells the places of (-n writes nothing).',
        `sudo mke2fs -n ${shellWord(device)}; sudo e2fsck -b 32768 ${shellWord(device)}`,
        'data',
      ),
    ],
    verify: [`lsblk -f ${shellWord(device)}`],
  };
}
