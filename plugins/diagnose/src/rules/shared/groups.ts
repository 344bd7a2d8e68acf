import type { DiagnosisFix } from '@nixai/api';
import { nixFix, shellFix } from './fix.js';

/** A device or socket is for a group: how a user joins it, on NixOS and elsewhere. */
export function joinGroup(group: string, why: string): readonly DiagnosisFix[] {
  return [
    nixFix(
      `${why} Log in again afterwards.`,
      `users.users.YOUR_USER.extraGroups = [ "${group}" ];`,
      {
        risk: 'security',
        fill: { YOUR_USER: 'your user name' },
        holds: { platforms: ['nixos', 'unknown'] },
      },
    ),
    shellFix(
      `On another Linux: join it there, and log in again.`,
      `sudo usermod -aG ${group} "$USER"`,
      { risk: 'security', holds: { platforms: ['linux', 'unknown'] } },
    ),
  ];
}
