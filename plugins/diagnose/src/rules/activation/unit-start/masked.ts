import { shellWord, type DiagnosisFix } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** Targets that every NixOS has: nobody masks them by hand. */
const ofSystem = /^(?:sysinit-reactivation|local-fs|sysinit|basic|network)\.target$/;

/** What ends that a unit is masked. */
export const unmask = (unit: string): readonly DiagnosisFix[] => [
  ...(ofSystem.test(unit)
    ? [
        shellFix(
          'A target of the system itself is masked: the running systemd and the new system do not fit. Have the new one started by the next boot, and restart.',
          'sudo nixos-rebuild boot && sudo reboot   # with your own --flake',
          'restart',
        ),
      ]
    : []),
  shellFix(
    'Unmask it: see where the link to /dev/null is, and remove it.',
    `sudo systemctl unmask -- ${shellWord(unit)}; ls -l /etc/systemd/system/${shellWord(unit)} /run/systemd/*/${shellWord(unit)}`,
    'restart',
  ),
  advice(
    'For a mount: compare fileSystems with /etc/fstab of the running system; reboot into the new generation if the old one still holds the unit.',
  ),
];
