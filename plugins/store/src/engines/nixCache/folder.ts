import type { StoreEngine, Snapshot } from '../engine.js';
import { idsIn, manifestHead } from '../../bundles/read.js';
import { prune } from '../../bundles/prune.js';
import { snapshotIn } from '../../bundles/layout.js';
import { removeTree } from '../../disk/folders.js';
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
      for (const { id } of snapshots) await removeTree(snapshotIn(place, id));
      await prune(place);
    },
  };
}
