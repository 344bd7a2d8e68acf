import { join } from 'node:path';

// A backup as files: a Nix binary cache with no compression, which several backups share, and for each
// of them a folder with its manifest and the files of the machine.
//   cache/nix-cache-info, cache/HASH.narinfo, cache/nar/HASH.nar
//   snapshots/ID/manifest.json, paths.json, files.tar, secrets.tar

export const cacheIn = (root: string): string => join(root, 'cache');
export const snapshotsIn = (root: string): string => join(root, 'snapshots');
export const snapshotIn = (root: string, id: string): string => join(snapshotsIn(root), id);
export const manifestIn = (root: string, id: string): string =>
  join(snapshotIn(root, id), 'manifest.json');
/** The list of store paths that a manifest names. */
export const pathListIn = (root: string, id: string): string =>
  join(snapshotIn(root, id), 'paths.json');
export const archiveIn = (root: string, id: string, name: string): string =>
  join(snapshotIn(root, id), name);

/** `20261129T181305042Z-3fa9c1`: to the millisecond, so that ids sort as their backups were made. */
export const idPattern = /^\d{8}T\d{9}Z-[0-9a-f]{6}$/;

/** The name of a path's `.narinfo`. */
export const narinfoName = (path: string): string =>
  `${path.slice(path.lastIndexOf('/') + 1).slice(0, 32)}.narinfo`;

/** What may stand in a `.narinfo` for its archive; nothing that leads out of the cache. */
export const narName = /^nar\/[0-9a-z]{52}\.nar$/;

/** What a manifest may call an archive. */
export const archiveNames = ['files.tar', 'secrets.tar'] as const;
export type ArchiveName = (typeof archiveNames)[number];
