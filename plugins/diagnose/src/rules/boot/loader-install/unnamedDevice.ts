import { shellWord, type Diagnosis, type Evidence } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

/** GRUB's script asks blkid for the UUID or label of the file system with the kernels. */
export const unnamedDevice = {
  pattern: {
    anchors: ['Failed to get blkid info'],
    line: /Failed to get blkid info (?:\(returned \d{1,6}\) )?for (?<mount>\/\S{0,120}) on (?<unnamed>\S{1,200})/,
  },
  explain(evidence: Evidence): Diagnosis {
    const device = evidence.get('unnamed');
    const mount = evidence.get('mount');
    return {
      culprit: `${device} at ${mount}`,
      facts: { device, mount },
      message: `GRUB's script wants the UUID (or label) of the file system at ${mount}, and blkid knows none for ${device}: that is no plain partition (a dataset, an overlay, a pool of several disks), or the device is gone.`,
      fixes: [
        shellFix(
          'See what is mounted there, and what blkid says of it.',
          `findmnt ${shellWord(mount)}; sudo blkid ${shellWord(device)}`,
        ),
        nixFix(
          'If it is the right one, and blkid knows nothing of it: let GRUB use the name that fileSystems gives.',
          'boot.loader.grub.fsIdentifier = "provided";',
          'restart',
        ),
      ],
      verify: ['sudo nixos-rebuild boot', 'bootctl status; ls /boot/grub'],
    };
  },
};
