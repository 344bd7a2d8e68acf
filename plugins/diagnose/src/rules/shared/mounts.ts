import type { Evidence } from '@nixai/api';

/** systemd, or stage 1, gave up on a device that something is to be mounted from. */
export const timedOutDevice =
  /[Tt]imed out waiting for (?:device )?['"]?(?<device>\/dev\/[^\s,'"]{1,199}[^\s,.'"]|dev-[\w@\\.-]{1,200}\.device)/;

const dependent = /Dependency failed for (?<target>\/(?!sysroot|dev\/)[^\s]{0,199}?)\.?(?:\s|$)/;

/**
 * The folder that systemd does not mount because the device is not there; undefined where none is named.
 * "Dependency failed for /boot." stands below the line of the device.
 */
export const notMountedAtBoot = (evidence: Evidence): string | undefined =>
  evidence.after(dependent, 12)?.groups?.['target'];

/** Whether it was before the root was mounted: only then is the root what is missing. */
export const ofStageOne = (evidence: Evidence): boolean =>
  evidence.all(
    /stage [12]|sysroot|mnt-root|[Ii]nitrd|gpt-auto-root|VFS: |root ?(?:device|=)|mounting \/dev|\/iso\b/,
  )[0] !== undefined;
