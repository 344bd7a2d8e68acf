import type { Diagnosis, DiagnosisRule } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { notMountedAtBoot, ofStageOne, timedOutDevice } from '../../shared/mounts.js';

/** A file system other than the root is declared, and its device is not there: the boot stops for it. */
export const mountDevice: DiagnosisRule = {
  id: 'boot/mount-device',
  class: 'boot-mount-device',
  phase: 'boot',
  title: 'Device of a file system is not found at boot',
  components: ['boot', 'storage'],
  confidence: 0.94,
  patterns: [
    { anchors: ['imed out waiting for device'], line: timedOutDevice },
    {
      anchors: ['special device', ' find '],
      line: /^mount: (?<target>\/(?!mnt-root|sysroot)[^\s:]{0,200}): (?:special device (?<device>\S{1,200}) does not exist|can't find (?<missing>\S{1,200}[^\s.]))/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: file systems',
      url: 'https://nixos.org/manual/nixos/stable/#ch-file-systems',
    },
  ],
  explain(evidence) {
    const device = evidence.get('device') || evidence.get('missing');
    const named = evidence.get('target');
    // In a shell somebody mounts by hand: nothing is said of a boot.
    if (named !== '' && evidence.after(/Failed to mount|Dependency failed for/, 12) === undefined)
      return undefined;
    const target = named || notMountedAtBoot(evidence);
    if (target === '/') return undefined;
    if (target === undefined && evidence.after(/Dependency failed for Swap/, 12) !== undefined)
      return swapMissing(device);
    return target === undefined && ofStageOne(evidence)
      ? undefined
      : fileSystemMissing(device, target);
  },
};

function fileSystemMissing(device: string, target: string | undefined): Diagnosis {
  const attribute = target === undefined ? 'fileSystems' : `fileSystems.${nixString(target)}`;
  const others = target === undefined ? 'the file system' : target;
  return {
    culprit: target === undefined ? device : `${device} for ${target}`,
    facts: { device, target },
    message:
      target === undefined
        ? `A file system (or swap) is declared on ${device}, and no such device appeared: its UUID or label changed, or the disk is not there. The log does not say which it is; the line below it, Dependency failed for …, does.`
        : `${attribute} is on ${device}, and no such device appeared: its UUID or label changed (a partition that was formatted anew has another), or the disk is not there. It is not the root file system. The boot stops because ${others} counts as needed.`,
    fixes: [
      shellFix(
        `From the emergency shell, or an older generation of the boot menu: compare what is there with ${attribute}, and write the UUID that blkid shows.`,
        'blkid; grep -n -A4 fileSystems /etc/nixos/*.nix; cat /etc/fstab',
        'restart',
      ),
      nixFix(
        `If the machine shall also start without it (a disk that may be away${target === '/boot' ? '; not for good with /boot, where the kernels are' : ''}).`,
        target === undefined
          ? 'fileSystems.YOUR_FOLDER.options = [ "nofail" ];'
          : `${attribute}.options = [ "nofail" ];`,
        {
          risk: 'restart',
          ...(target === undefined && {
            fill: { YOUR_FOLDER: 'the folder that it is mounted to, in quotes, as "/data"' },
          }),
        },
      ),
      advice(
        `If the disk is gone for good: take ${target === undefined ? 'its entry of fileSystems' : attribute} out, and rebuild.`,
        'restart',
      ),
    ],
    verify: ['lsblk -f', 'sudo nixos-rebuild boot'],
  };
}

function swapMissing(device: string): Diagnosis {
  return {
    culprit: `${device} (swap)`,
    facts: { device },
    message: `swapDevices names ${device}, and no such device appeared: its UUID changed (swap that was made anew has another), or the disk is not there. The root file system is not concerned.`,
    fixes: [
      shellFix(
        'Compare what is there with swapDevices, and write the UUID that blkid shows, or take the entry out.',
        'blkid; grep -n -A3 swapDevices /etc/nixos/*.nix',
        'restart',
      ),
    ],
    verify: ['swapon --show', 'lsblk -f'],
  };
}
