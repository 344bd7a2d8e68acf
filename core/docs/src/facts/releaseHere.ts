import { readFileSync } from 'node:fs';
import { stableRelease } from '@nixai/api';
import { once } from '../index/once.js';

/**
 * The release that names are judged by where nothing else says which: that of this machine, and
 * beside NixOS the stable one of today.
 */
export const releaseHere: () => string = once(() => {
  try {
    const about = readFileSync('/etc/os-release', 'utf8');
    const version = /^VERSION_ID="?(\d\d\.\d\d)/m.exec(about)?.[1];
    if (version !== undefined && /^ID=nixos$/m.test(about)) return version;
  } catch {
    // No such file: no NixOS.
  }
  return stableRelease(new Date()).release;
});
