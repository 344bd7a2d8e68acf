import { archiveNames, idPattern } from '../bundles/layout.js';
import type { Archive, BackedUpFile, BackedUpPath, WrittenManifest } from './manifest.js';

// A manifest may be a stranger's, with a right hash: its names become paths, and words of command lines.

/** As Nix names what is in a store. */
const storeName = /^[0-9abcdfghijklmnpqrsvwxyz]{32}-[\w+.?=-]{1,211}$/;
const sha256 = /^[0-9a-f]{64}$/;

/** What no manifest of ours says, in words; undefined where there is nothing. */
export function oddInManifest(said: WrittenManifest): string | undefined {
  const { id, store, roots, archives, left, scope } = said;
  if (![archives, roots, left, scope].every(Array.isArray)) return 'a list is missing';
  if (!isText(id) || !idPattern.test(id)) return `its id is ${JSON.stringify(id)}`;
  if (!isText(store) || !/^\/[\w./+-]+$/.test(store))
    return `its store is ${JSON.stringify(store)}`;
  const texts = [said.made, said.host, said.platform, said.cacheInfo, said.pathList?.sha256];
  if (![...texts, ...left, ...scope].every(isText)) return 'a text in it is none';
  const root = roots.find((one) => !isRootName(one?.name) || !isInStore(one.path, store));
  if (root !== undefined)
    return `a root in it is ${JSON.stringify(root?.name)} of ${JSON.stringify(root?.path)}`;
  const archive = archives.find((one) => !isArchive(one));
  return archive && `an archive in it is ${JSON.stringify(archive.name)}, with what no backup has`;
}

/** The same for its list of store paths. */
export function oddInPaths(paths: readonly BackedUpPath[], store: string): string | undefined {
  if (!Array.isArray(paths)) return 'it is no list';
  const odd = (paths as readonly BackedUpPath[]).find(
    (one) =>
      !isInStore(one?.path, store) ||
      !isCount(one.narSize) ||
      ![one.narHash, one.nar, one.narinfo].every(isText) ||
      !Array.isArray(one.references) ||
      !one.references.every(isText),
  );
  return odd === undefined ? undefined : `a store path in it is ${JSON.stringify(odd?.path)}`;
}

const isInStore = (path: unknown, store: string): boolean =>
  isText(path) && path.startsWith(`${store}/`) && storeName.test(path.slice(store.length + 1));

/** It becomes the name of a link: none of dots alone, which would be the folder itself or the one above. */
const isRootName = (name: unknown): boolean =>
  isText(name) && /[^./]/.test(name) && !name.includes('\0');

const isArchive = (archive: Archive): boolean =>
  archiveNames.some((one) => one === archive?.name) &&
  isText(archive.sha256) &&
  sha256.test(archive.sha256) &&
  isCount(archive.size) &&
  Array.isArray(archive.files) &&
  archive.files.every(isFile);

const isFile = ({ path, kind, mode, uid, gid, size, ...more }: BackedUpFile): boolean =>
  isText(path) &&
  path.startsWith('/') &&
  !path.split('/').includes('..') &&
  !path.includes('\0') &&
  isText(kind) &&
  [mode, uid, gid, size].every(isCount) &&
  [more.sha256, more.target].every((one) => one === undefined || isText(one));

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
