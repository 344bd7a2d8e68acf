import { randomInt } from 'node:crypto';
import type { Task } from '@nixai/api';
import { verifyBundle } from '../bundles/verify.js';
import { manifestOf } from '../bundles/read.js';
import { nixDigits } from '@nixai/nix-cli/hashes';
import type { Snapshot, StoreEngine } from '../engines/engine.js';
import { backupDamaged } from '../faults.js';
import type { BackedUpPath, Manifest } from '../manifest/manifest.js';
import { narinfoName } from '../bundles/layout.js';
import type { BackupResult } from './result.js';

/** This share of the store paths that were added is read back from a repository that hashes its data itself. */
const share = 0.01;
/** And so many of all. */
const least = 5;
/** From so many on they are chosen by their names. */
const many = 1000;

/**
 * Reads a backup back from where it is kept: its manifest, the files of the machine, and of the store
 * paths those that were added where they lie here as files; out of a repository a hundredth of those, and
 * some of all, by chance.
 * @throws NixaiError `store-damaged`.
 */
export async function readBack(
  engine: StoreEngine,
  snapshot: Snapshot,
  manifest: Manifest,
  added: readonly { readonly path: string }[],
  task: Task,
): Promise<NonNullable<BackupResult['verified']>> {
  const began = performance.now();
  const { id } = manifest;
  const { paths, narinfos, names } = chosen(engine, manifest.paths, added);
  const brought = await engine.bring(snapshot, 'files', task, ['nix-cache-info', ...names]);
  try {
    const found = await manifestOf(brought.bundle, id);
    const { damages, ...read } = await verifyBundle(brought.bundle, found, task, {
      paths,
      narinfos,
    });
    if (damages.length > 0) throw backupDamaged(id, damages);
    return { ...read, seconds: Math.round((performance.now() - began) / 10) / 100 };
  } finally {
    await brought.letGo();
  }
}

interface Chosen {
  /** Store paths whose archive is read. */
  readonly paths: ReadonlySet<string>;
  /** Those whose `.narinfo` is read. */
  readonly narinfos: ReadonlySet<string>;
  /** What they are called in the cache, or a pattern of it. */
  readonly names: readonly string[];
}

/** Of a repository that hashes its data itself, a share of what was added and some of all, others each time. */
function chosen(
  { readsBack }: StoreEngine,
  all: Manifest['paths'],
  added: readonly { readonly path: string }[],
): Chosen {
  const own = new Set(added.map(({ path }) => path));
  if (readsBack === 'share') {
    if (own.size > many) return shareByName(all);
    const some = someOf(
      all.filter(({ path }) => own.has(path)),
      own.size * share,
    );
    return byName([...new Set([...some, ...someOf(all, least)])]);
  }
  const paths = readsBack === 'all' ? new Set(all.map(({ path }) => path)) : own;
  return { paths, narinfos: paths, names: [] };
}

/** So many of them, by chance. */
function someOf(all: Manifest['paths'], count: number): readonly BackedUpPath[] {
  const left = [...all];
  const some: BackedUpPath[] = [];
  while (left.length > 0 && some.length < count)
    some.push(...left.splice(randomInt(left.length), 1));
  return some;
}

function byName(some: readonly BackedUpPath[]): Chosen {
  const paths = new Set(some.map(({ path }) => path));
  const names = some.flatMap(({ path, nar }) => [narinfoName(path), nar]);
  return { paths, narinfos: paths, names };
}

/**
 * By how their names begin, which is as good as chance: a letter, and one of eleven after it, of 32 each.
 * One pattern for all of them, since restic holds each name of a backup against each pattern.
 */
function shareByName(all: Manifest['paths']): Chosen {
  const left = [...nixDigits];
  const pick = (): string => left.splice(randomInt(left.length), 1).join('');
  const seconds = Array.from({ length: Math.ceil(nixDigits.length ** 2 * share) }, pick).join('');
  const first = nixDigits.charAt(randomInt(nixDigits.length));
  const isIt = (name: string): boolean =>
    name.startsWith(first) && seconds.includes(name.charAt(1));
  // The first letter of an archive's name says one bit.
  const archives = all.filter(({ nar }) => isIt(nar.slice('nar/'.length + 1)));
  const infos = all.filter(({ path }) => isIt(narinfoName(path)));
  return {
    paths: new Set(archives.map(({ path }) => path)),
    narinfos: new Set(infos.map(({ path }) => path)),
    names: [`${first}[${seconds}]*.narinfo`, `nar/?${first}[${seconds}]*.nar`],
  };
}
