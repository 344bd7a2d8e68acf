import type { Host } from '@nixai/api';
import { manifestOf } from '../bundles/read.js';
import { verifyBundle } from '../bundles/verify.js';
import { backupDamaged } from '../faults.js';
import { findSnapshot } from '../place/find.js';
import { engineOf } from '../place/flags.js';
import type { Backups } from '../service.js';
import { newestVerified, readRecords } from './records.js';

/** What other plugins are told of backups. */
export function createBackups(host: Host): Backups {
  return {
    list: () => readRecords(host),
    newestVerified: () => newestVerified(host),
    async verify(task, id = 'latest') {
      const engine = await engineOf({ host, signal: task.signal, flags: {} });
      const snapshot = await findSnapshot(engine, id, task);
      const brought = await engine.bring(snapshot, 'all', task);
      try {
        const manifest = await manifestOf(brought.bundle, snapshot.id);
        const { damages, paths, bytes } = await verifyBundle(brought.bundle, manifest, task);
        if (damages.length > 0) throw backupDamaged(snapshot.id, damages);
        return { id: snapshot.id, paths, bytes };
      } finally {
        await brought.letGo();
      }
    },
  };
}
