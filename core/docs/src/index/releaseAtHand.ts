import type { Host } from '@nixai/api';
import { indexPlaces } from './store.js';

/** The release of the newest channel set that was synced: `26.05` or `unstable`. */
export function releaseAtHand(host: Host): string | undefined {
  const releases = indexPlaces(host, 'channel').map(
    ({ release }) => /^nixos-(\d\d\.\d\d|unstable)/.exec(release)?.[1],
  );
  return releases.find((release) => release !== undefined && release !== 'unstable') ?? releases[0];
}
