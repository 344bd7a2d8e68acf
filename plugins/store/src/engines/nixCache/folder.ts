import type { StoreEngine, Snapshot } from '../engine.js';
import { idsIn, manifestHead } from '../../bundles/read.js';
import { prune, removeManifests } from '../../bundles/prune.js';
import { snapshotOf } from './snapshot.js';

/** Backups in a folder: a bundle that is kept where it is put together. */
export function folderEngine(place: string): StoreEngine {
  return {
    name: 'nix-cache',
    place,
    encrypted: false,
    readsBack: 'added',
    bundle: place,
    tools: {},
    keep: async () => ({}),
    async snapshots() {
      const ids = await idsIn(place);
      return Promise.all(
        ids.map(async (id): Promise<Snapshot> => {
          // One that cannot be believed is listed: it is for `integrity` to say what is wrong with it.
          const manifest = await manifestHead(place, id).catch(() => undefined);
          return snapshotOf(id, manifest);
        }),
      );
    },
    bring: async () => ({ bundle: place, letGo: async () => {} }),
    check: async () => [],
    async forget(snapshots) {
      await removeManifests(
        place,
        snapshots.map(({ id }) => id),
      );
      // They are forgotten; what is left of them goes now, or with the next backup.
      await prune(place).catch(() => {});
    },
  };
}
