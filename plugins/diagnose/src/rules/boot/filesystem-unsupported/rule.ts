import type { Diagnosis, DiagnosisRule, Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { nixFix, shellFix } from '../../shared/fix.js';

/** The kernel that runs has no driver for a file system. */
export const filesystemUnsupported: DiagnosisRule = {
  id: 'boot/filesystem-unsupported',
  class: 'filesystem-unsupported',
  phase: 'boot',
  title: 'File system is not supported by the running system',
  components: ['storage', 'boot'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['unknown filesystem type'],
      line: /mount: (?<target>[^\s:]{1,200}): unknown filesystem type ['"‘](?<fs>[\w.+-]{2,40})['"’]/,
    },
    {
      anchors: ['unknown filesystem type'],
      line: /^(?!mount: \/).{0,120}unknown filesystem type:? ['"‘]?(?<fs>[\w.+-]{2,40})/,
    },
    {
      anchors: ['for several filesystems'],
      line: /mount: (?<target>[^\s:]{1,200}): bad option; for several filesystems \(e\.g\. (?<helper>nfs, cifs)\)/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: file systems',
      url: 'https://nixos.org/manual/nixos/stable/#ch-file-systems',
    },
  ],
  explain(evidence) {
    if (evidence.get('helper') !== '') return ofNetwork(evidence);
    const fs = evidence.get('fs');
    const target = evidence.get('target');
    const name = { 'ntfs-3g': 'ntfs', nfs4: 'nfs', smb3: 'cifs' }[fs] ?? fs;
    const member = /^(?:LVM2_member|crypto_LUKS|linux_raid_member|zfs_member)$/.exec(fs)?.[0];
    if (member !== undefined)
      return {
        culprit: `${fs}${target === '' ? '' : ` at ${target}`}`,
        facts: { filesystem: fs, target: target || undefined },
        message: `The device is no file system but a part of another layer (${fs}): what lies in it is mounted, after that layer is opened.`,
        fixes: [
          shellFix(
            'Open it first, then mount the device that appears.',
            {
              LVM2_member: 'sudo vgchange -ay; lsblk -f',
              crypto_LUKS: 'sudo cryptsetup open YOUR_DEVICE opened; lsblk -f',
              linux_raid_member: 'sudo mdadm --assemble --scan; lsblk -f',
              zfs_member: 'sudo zpool import; lsblk -f',
            }[member] ?? 'lsblk -f',
            member === 'crypto_LUKS'
              ? { fill: { YOUR_DEVICE: 'the device with crypto_LUKS' } }
              : {},
          ),
        ],
        verify: ['lsblk -f'],
      };
    return {
      culprit: `${fs}${target === '' ? '' : ` at ${target}`}`,
      facts: { filesystem: fs, target: target || undefined },
      message: `The kernel that runs now does not know the file system ${fs}: its module (or mount helper) is not part of this system, as on an installer that is made without it.`,
      fixes: [
        nixFix(
          'Let the system have it (on an installer: build the image with that, or start one that has it).',
          `boot.supportedFilesystems = [ ${nixString(name)} ];`,
          'restart',
        ),
        shellFix(
          'See whether the module is only not loaded.',
          `sudo modprobe ${name}; grep ${name} /proc/filesystems`,
        ),
      ],
      verify: [`grep ${name} /proc/filesystems`],
    };
  },
};

/** mount has no helper for a file system of the network; the message names two, as examples. */
function ofNetwork(evidence: Evidence): Diagnosis {
  const target = evidence.get('target');
  const near =
    evidence.before(/-t (?<fs>cifs|smb3|nfs4?)\b|fsType = ['"](?<is>cifs|smb3|nfs4?)['"]/, 12)
      ?.groups ??
    evidence.before(/(?:^|\s)(?<share>\/\/[\w.-]{1,100}\/)/, 12)?.groups ??
    {};
  const fs = near['fs'] ?? near['is'] ?? (near['share'] === undefined ? undefined : 'cifs');
  const name = fs === undefined ? undefined : fs.startsWith('nfs') ? 'nfs' : 'cifs';
  const of = (kind: string, text: string): ReturnType<typeof nixFix> =>
    nixFix(text, `boot.supportedFilesystems = [ ${nixString(kind)} ];`, 'restart');
  return {
    culprit: `${name ?? 'helper of nfs or cifs'} at ${target}`,
    facts: { filesystem: name, target },
    message: `mount has no helper for ${name === undefined ? `what is at ${target}, which is one of the network` : `the file system ${name} at ${target}`}, and so cannot read its options: it is not part of this system.`,
    fixes:
      name === undefined
        ? [
            of('nfs', 'If it is a share by NFS (host:/path).'),
            of('cifs', 'If it is one of Windows or Samba (//host/share).'),
          ]
        : [of(name, 'Let the system have it.')],
    verify: [`findmnt ${target}`],
  };
}
