import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { byCheck } from './byCheck.js';

/** The kernel found a file system damaged, or its disk failing, and writes to it no more. */
export const fileSystemErrors: DiagnosisRule = {
  id: 'runtime/file-system-errors',
  class: 'file-system-errors',
  phase: 'runtime',
  title: 'File system has errors and takes no writes',
  components: ['storage'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['emounting filesystem read-only'],
      line: /(?<kind>EXT[234])-fs (?:error )?\((?:device )?(?<device>[\w.-]{2,60})\)(?:: | in ).{0,200}[Rr]emounting filesystem read-only/,
    },
    {
      anchors: ['forced readonly'],
      line: /(?<kind>BTRFS)\b.{0,40}\(device (?<device>[\w.-]{2,60})(?:: state \w{1,8})?\)?.{0,60}forced readonly/,
    },
    {
      anchors: ['hutting down filesystem', 'has been shut down'],
      line: /(?<kind>XFS) \((?<device>[\w.-]{2,60})\): .{0,160}(?:[Ss]hutting down filesystem|has been shut down)/,
    },
    {
      anchors: ['parent transid verify failed', 'corrupt leaf'],
      line: /(?<kind>BTRFS)\b.{0,30}\(?device (?<device>[\w.-]{2,60})(?:: state \w{1,8})?\)?.{0,80}(?:parent transid verify failed|corrupt leaf)/,
    },
    byCheck.pattern,
  ],
  docs: [{ title: 'NixOS wiki: file systems', url: 'https://wiki.nixos.org/wiki/Filesystems' }],
  explain(evidence) {
    if (evidence.get('checked') !== '' || evidence.get('magic') !== '')
      return byCheck.explain(evidence);
    const device = `/dev/${evidence.get('device')}`;
    const kind = evidence.get('kind').toLowerCase();
    const broken =
      evidence.all(/I\/O error|critical medium error|UNC\b|failed command/)[0] !== undefined;
    return {
      culprit: `${device} (${kind})`,
      facts: { device, filesystem: kind },
      message: `The kernel found errors in the file system ${kind} on ${device} and lets nothing be written to it any more, so that no more is damaged${broken ? '; the log also speaks of I/O errors, which come from the disk or its cable' : ''}. What says "Read-only file system" follows from that: no setting of NixOS made it so.`,
      fixes: [
        advice(
          'Copy what is not backed up to another disk first, before anything is repaired.',
          'none',
        ),
        shellFix(
          'See whether the disk itself fails.',
          "sudo dmesg | grep -iE 'i/o error|ata[0-9]|nvme|ext4|btrfs|xfs'; nix-shell -p smartmontools --run 'sudo smartctl -a YOUR_DISK'",
          { fill: { YOUR_DISK: `the disk with ${device}, as /dev/sda: lsblk` } },
        ),
        shellFix(
          'If the disk is sound: repair the file system from the installer, where it is not mounted.',
          kind === 'btrfs'
            ? `sudo btrfs check --readonly ${device}`
            : kind === 'xfs'
              ? `sudo xfs_repair ${device}`
              : `sudo e2fsck -f ${device}`,
          'data',
        ),
      ],
      verify: ['findmnt -o TARGET,SOURCE,FSTYPE,OPTIONS'],
    };
  },
};
