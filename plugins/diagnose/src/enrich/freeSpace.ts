import { statfs } from 'node:fs/promises';
import type { Finding } from '../engine/finding.js';

const mounts: Readonly<Record<string, string>> = {
  'disk-full': '/nix/store',
  'build-dir-full': process.env['TMPDIR'] ?? '/tmp',
  'boot-partition-full': '/boot',
};
const gigabyte = 1024 ** 3;

/** For a full disk: what is free on this machine now, which may not be the one of the log. */
export async function withFreeSpace(finding: Finding): Promise<Finding> {
  const mount = mounts[finding.class];
  if (mount === undefined) return finding;
  try {
    const { bavail, blocks, bsize, ffree, files } = await statfs(mount);
    const free = `${((bavail * bsize) / gigabyte).toFixed(1)} of ${((blocks * bsize) / gigabyte).toFixed(1)} GiB`;
    const inodes = files === 0 ? '' : `, ${ffree} inodes`;
    return {
      ...finding,
      facts: { ...finding.facts, [`free in ${mount} on this machine`]: free + inodes },
    };
  } catch {
    return finding;
  }
}
