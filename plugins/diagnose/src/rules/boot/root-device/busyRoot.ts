import type { Diagnosis } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

/** The device is there, and something else holds it at that moment. */
export const busyRoot = (device: string): Diagnosis => ({
  culprit: `${device} (in use)`,
  facts: { device },
  message: `${device} is there, and something else holds it when stage 1 mounts it: mostly LVM, the device mapper or a scan that takes its disk at that moment, so that it happens at some starts only.`,
  fixes: [
    shellFix(
      'Start again (r at that prompt); at the next failure choose the shell, and see who has it.',
      'lsblk -f; dmsetup ls --tree; fuser -vm /dev/disk/by-id/* 2>/dev/null | tail',
      'restart',
    ),
    nixFix(
      'If it comes back: let systemd do stage 1, which waits for devices and tries again.',
      'boot.initrd.systemd.enable = true;',
      'restart',
    ),
  ],
  verify: ['nixos-rebuild boot && reboot'],
});
