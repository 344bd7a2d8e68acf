import type { WrittenManifest } from '../../manifest/manifest.js';
import type { Snapshot } from '../engine.js';

/** A backup as a list shows it; its id begins with its time. */
export function snapshotOf(id: string, manifest: WrittenManifest | undefined): Snapshot {
  return { id, made: manifest?.made ?? timeOf(id), host: manifest?.host ?? '' };
}

/** `20261129T181305042Z-3fa9c1` as ISO 8601. */
const timeOf = (id: string): string =>
  id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z.*$/, '$1-$2-$3T$4:$5:$6.$7Z');
