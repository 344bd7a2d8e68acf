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

/** The program that Home Manager compares units with could not read those of one generation. */
export const noSwitchPlan: Diagnosis = {
  culprit: 'reloadSystemd (the plan of what to start)',
  message:
    'The files are in place. What Home Manager compares the units of the old and the new generation with (sd-switch) found one of the two folders missing, so none of them was started or stopped.',
  fixes: [
    shellFix(
      'If Home Manager was updated just before (sd-switch of June 2024 stops where a generation has no user units): take a newer one.',
      'nix flake update home-manager   # with channels: nix-channel --update; then switch again',
    ),
    nixFix(
      'If it stays so: have it only say what is to be started.',
      'systemd.user.startServices = "suggest";',
    ),
  ],
  verify: ['systemctl --user list-units --failed'],
};

/** A tool calls a program that is not there: mostly sudo, where another takes its place. */
export const notStarted: Diagnosis = {
  culprit: 'nh (a program that it calls is not there)',
  message:
    'The configuration is built. nh could not start what puts it in place (os error 2: that program is not there): it calls sudo, if it is not told otherwise, and then the activation of what it has built.',
  fixes: [
    shellFix(
      'If this machine has no sudo (but doas, run0 or please): name it (or have sudo: security.sudo.enable), or switch with the tool of the system.',
      'nh os switch --elevation-program doas   # older: sudo nixos-rebuild switch --flake .',
    ),
    shellFix(
      'If it has: see what nh calls, and take another version of nh; that of the system switches meanwhile.',
      'command -v sudo; nh os switch -v',
    ),
  ],
  verify: ['command -v sudo'],
  confidence: 0.8,
};
