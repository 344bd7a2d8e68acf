import type { Diagnosis } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

/** Home Manager's sd-switch asks the user's systemd to reload, and gets no answer. */
export const slowUserSystemd: Diagnosis = {
  culprit: "reloadSystemd (the user's systemd)",
  facts: { snippet: 'reloadSystemd' },
  message:
    'The files are in place, and the systemd of the user did not answer in time when it was asked to reload: the machine is slow or busy, or that systemd hangs.',
  fixes: [
    shellFix(
      'Ask it again by hand; if it answers, switch again.',
      'systemctl --user daemon-reload && systemctl --user status --no-pager | head -5',
    ),
    nixFix(
      'If it never does on this machine: let Home Manager start no units by itself.',
      'systemd.user.startServices = false;',
      'restart',
    ),
  ],
  verify: ['systemctl --user --failed'],
};

/** nixos-rebuild lets a systemd that runs start the switch as a unit; in rescue there is none to ask. */
export const noSystemBus = (said: string): Diagnosis => ({
  culprit: 'no system bus (rescue, chroot or container)',
  facts: { error: said },
  message:
    'The system is built, and nixos-rebuild starts what puts it in place as a unit of systemd, which cannot be asked here: in rescue mode, a chroot or a container no system bus runs.',
  fixes: [
    shellFix(
      'Put the built system in place without it: into the profile, and into the boot loader.',
      'nixos-rebuild build && sudo nix-env -p /nix/var/nix/profiles/system --set ./result && sudo ./result/bin/switch-to-configuration boot   # with your own --flake',
      'restart',
    ),
  ],
  verify: ['ls -l /nix/var/nix/profiles/system'],
});
