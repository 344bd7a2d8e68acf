import { isNixaiError, messageOf, type Task } from '@nixai/api';
import { manifestOf } from '../bundle/read.js';
import { verifyBundle } from '../bundle/verify.js';
import type { StoreEngine } from '../engines/engine.js';
import type { Looked } from './localStore.js';
import type { Checked, IntegrityFinding } from './result.js';

/**
 * Whether each backup of a repository can be believed: its manifest, and that what it names is there
 * and as long as it was; with `deep`, each byte. What several share is read once.
 */
export async function checkRepository(
  engine: StoreEngine,
  deep: boolean,
  task: Task,
): Promise<Looked> {
  const findings: IntegrityFinding[] = [];
  const structure = await task.step(`The repository ${engine.place}`, (step) =>
    engine.check(deep, step),
  );
  for (const { file, why } of structure) findings.push({ where: 'repository', what: file, why });
  const snapshots = await engine.snapshots(task).catch((error: unknown) => {
    refuseInterrupted(error, task);
    findings.push({ where: 'repository', what: engine.place, why: messageOf(error) });
    return [];
  });
  const seen = new Set<string>();
  const checked: Checked[] = [{ what: `backups in ${engine.place}`, items: snapshots.length }];
  for (const snapshot of snapshots)
    await task.step(snapshot.id, async (step) => {
      try {
        const brought = await engine.bring(snapshot, 'all', step);
        try {
          const manifest = await manifestOf(brought.bundle, snapshot.id);
          const paths = new Set(
            manifest.paths.map(({ path }) => path).filter((one) => !seen.has(one)),
          );
          const {
            damages,
            bytes,
            paths: items,
          } = await verifyBundle(brought.bundle, manifest, step, {
            paths,
            contents: deep,
          });
          for (const one of paths) seen.add(one);
          for (const { file, why, path } of damages)
            findings.push({ where: 'backup', what: file, why, ...(path && { path }) });
          checked.push({ what: snapshot.id, items, ...(deep && { bytes }) });
        } finally {
          await brought.letGo();
        }
      } catch (error) {
        refuseInterrupted(error, step);
        findings.push({ where: 'backup', what: snapshot.id, why: messageOf(error) });
      }
    });
  return { checked, left: [], findings };
}

/** Who broke it off has found no damage. */
function refuseInterrupted(error: unknown, { signal }: Task): void {
  signal.throwIfAborted();
  if (isNixaiError(error) && error.code === 'interrupted') throw error;
}
