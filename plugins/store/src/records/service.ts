import type { Host, Plan } from '@nixai/api';
import { manifestOf } from '../bundles/read.js';
import { verifyBundle } from '../bundles/verify.js';
import { backupDamaged } from '../faults.js';
import { findSnapshot } from '../place/find.js';
import { engineOf } from '../place/flags.js';
import { restore } from '../restore/restore.js';
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
    async restore(task, to, name = 'latest') {
      const { signal } = task;
      const engine = await engineOf({ host, signal, flags: {} });
      const context = {
        ...{ host, signal, tasks: { run: task.step.bind(task) } },
        // Who asks for it has asked a person.
        carryOut: (plan: Plan) => task.step(plan.about, (step) => plan.apply(step)),
      };
      const request = { engine, name, to, switches: false, dryRun: false, yes: true };
      const { id, checked } = await restore(context, request);
      return { id, paths: checked?.paths ?? 0, files: checked?.files ?? 0 };
    },
  };
}
