import { isNixaiError, messageOf, type Task } from '@nixai/api';
import { manifestOf } from '../bundles/read.js';
import { verifyBundle } from '../bundles/verify.js';
import { isThere } from '../disk/folders.js';
import { cacheIn } from '../bundles/layout.js';
import type { Snapshot, StoreEngine, Wanted } from '../engines/engine.js';
import type { Manifest } from '../manifest/manifest.js';
import type { Looked } from './localStore.js';
import type { Checked, IntegrityFinding } from './result.js';

interface Depth {
  readonly deep: boolean;
  /** Of a repository's data, so much: `5%`, `1/10`. */
  readonly subset?: string;
}

/**
 * Whether each backup of a repository can be believed: its manifest, and that what it names is there
 * and as long as it was; with `deep`, each byte. What several share is read once. Of a repository that
 * hashes its data itself, that is asked for, and the newest backup is taken out and compared.
 */
export async function checkRepository(
  engine: StoreEngine,
  { deep, subset }: Depth,
  task: Task,
): Promise<Looked> {
  const findings: IntegrityFinding[] = [];
  const checked: Checked[] = [];
  const structure = await task.step(`The repository ${engine.place}`, (step) =>
    engine.check(deep, step, subset),
  );
  for (const { file, why } of structure) findings.push({ where: 'repository', what: file, why });
  const snapshots = await engine.snapshots(task).catch((error: unknown) => {
    refuseInterrupted(error, task);
    findings.push({ where: 'repository', what: engine.place, why: messageOf(error) });
    return [];
  });
  checked.push({ what: `backups in ${engine.place}`, items: snapshots.length });
  const seen = new Set<string>();
  for (const snapshot of snapshots) {
    const isNewest = snapshot === snapshots.at(-1);
    const wanted =
      engine.readsBack !== 'share' || (deep && isNewest && !subset) ? 'all' : 'manifest';
    await task.step(snapshot.id, async (step) => {
      const looked = await checkSnapshot(engine, snapshot, wanted, { deep, seen, isNewest }, step);
      findings.push(...looked.findings);
      checked.push(...looked.checked);
    });
  }
  return { checked, left: [], findings };
}

async function checkSnapshot(
  engine: StoreEngine,
  snapshot: Snapshot,
  wanted: Wanted,
  {
    deep,
    seen,
    isNewest,
  }: { readonly deep: boolean; readonly seen: Set<string>; readonly isNewest: boolean },
  task: Task,
): Promise<Omit<Looked, 'left'>> {
  try {
    const brought = await engine.bring(snapshot, wanted, task);
    try {
      const manifest = await manifestOf(brought.bundle, snapshot.id);
      if (wanted === 'manifest')
        return { checked: [{ what: `manifest of ${snapshot.id}`, items: 1 }], findings: [] };
      const found = await compare(brought.bundle, manifest, { deep, seen }, task);
      const onItsWay = isNewest && deep ? await compareStaging(engine, manifest, task) : none;
      return {
        checked: [...found.checked, ...onItsWay.checked],
        findings: [...found.findings, ...onItsWay.findings],
      };
    } finally {
      await brought.letGo();
    }
  } catch (error) {
    refuseInterrupted(error, task);
    return {
      checked: [],
      findings: [{ where: 'backup', what: snapshot.id, why: messageOf(error) }],
    };
  }
}

async function compare(
  bundle: string,
  manifest: Manifest,
  { deep, seen }: { readonly deep: boolean; readonly seen: Set<string> },
  task: Task,
): Promise<Omit<Looked, 'left'>> {
  const paths = new Set(manifest.paths.map(({ path }) => path).filter((one) => !seen.has(one)));
  for (const one of paths) seen.add(one);
  const read = await verifyBundle(bundle, manifest, task, { paths, contents: deep });
  return {
    checked: [{ what: manifest.id, items: read.paths, ...(deep && { bytes: read.bytes }) }],
    findings: read.damages.map(({ file, why, path }) => ({
      ...{ where: 'backup' as const, what: file, why },
      ...(path !== undefined && { path }),
    })),
  };
}

const none = { checked: [], findings: [] };

/**
 * What is kept here for the next backup into a repository: copied already, and not copied again, so that
 * what is damaged in it would go into each of them.
 */
async function compareStaging(
  { bundle, readsBack }: StoreEngine,
  manifest: Manifest,
  task: Task,
): Promise<Omit<Looked, 'left'>> {
  if (readsBack !== 'share' || !(await isThere(cacheIn(bundle)))) return none;
  const staged = { ...manifest, archives: [] };
  const { damages, paths, bytes } = await verifyBundle(bundle, staged, task);
  return {
    checked: [{ what: `on its way in ${bundle}`, items: paths, bytes }],
    findings: damages.map(({ file, why }) => ({
      ...{ where: 'staging' as const, what: `${bundle}/${file}` },
      why: `${why}; remove ${bundle}, and the next backup makes it anew`,
    })),
  };
}

/** Who broke it off has found no damage. */
function refuseInterrupted(error: unknown, { signal }: Task): void {
  signal.throwIfAborted();
  if (isNixaiError(error) && error.code === 'interrupted') throw error;
}
