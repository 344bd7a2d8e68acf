import type { DiagnosisFix, FixConditions } from '@nixai/api';
import { nixFix, shellFix, onNixos, onOtherLinux } from './fix.js';

const asUser = { risk: 'security', fill: { YOUR_USER: 'your user name' } } as const;

/** An option makes a group for what it brings: both, as on NixOS. */
export const enableForGroup = (
  title: string,
  option: string,
  group: string,
  holds?: FixConditions,
): DiagnosisFix =>
  nixFix(title, `${option} = true;\nusers.users.YOUR_USER.extraGroups = [ "${group}" ];`, {
    ...asUser,
    ...(holds !== undefined && { holds }),
  });

/** A device or socket is for a group: how a user joins it, on NixOS and elsewhere. */
export function joinGroup(group: string, why: string): readonly DiagnosisFix[] {
  return [
    nixFix(
      `${why} Log in again afterwards.`,
      `users.users.YOUR_USER.extraGroups = [ "${group}" ];`,
      { ...asUser, holds: onNixos },
    ),
    shellFix(
      `On another Linux: join it there, and log in again.`,
      `sudo usermod -aG ${group} "$USER"`,
      { risk: 'security', holds: onOtherLinux },
    ),
  ];
}
