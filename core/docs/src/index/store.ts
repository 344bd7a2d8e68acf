import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '@nixai/api';
import { indexContents, type IndexContent } from './indexFile.js';
import { openIndex, type Index } from './openIndex.js';

/** Where one index lies: `<cache>/docs/<source>/<release>/<content>.sqlite`. */
export interface IndexPlace {
  readonly source: string;
  /** `local` where the release is not known. */
  readonly release: string;
  readonly content: IndexContent;
  readonly path: string;
}

/** The place of an index; nothing needs to be there. */
export function indexPlace(
  host: Host,
  source: string,
  release: string | undefined,
  content: IndexContent,
): IndexPlace {
  const folder = (release ?? 'local').replace(/[^\w.+-]/g, '_').replace(/^\.+/, '_');
  const path = join(host.paths.cache, 'docs', source, folder, `${content}.sqlite`);
  return { source, release: folder, content, path };
}

/** The indexes of a source, by release, newest release name first. */
export function indexPlaces(host: Host, source: string): IndexPlace[] {
  const releases = namesIn(join(host.paths.cache, 'docs', source))
    .sort()
    .reverse();
  return releases.flatMap((release) =>
    indexContents
      .map((content) => indexPlace(host, source, release, content))
      .filter(({ path }) =>
        namesIn(join(path, '..')).includes(path.slice(path.lastIndexOf('/') + 1)),
      ),
  );
}

interface Opened {
  readonly index: Index | undefined;
  /** Tells one file at a path from the next. */
  readonly version: string;
}

/**
 * Opens each index once in the life of a host, and again when the file was replaced; a catalog
 * of the one before stays usable.
 * @param warn told of an index that was of no use, and so is gone: less is known than a moment ago.
 */
export function createIndexStore(warn: (message: string) => void = () => {}) {
  const opened = new Map<string, Opened>();
  return {
    open({ path, source, content }: IndexPlace): Index | undefined {
      const version = versionOf(path);
      const known = opened.get(path);
      if (known?.version === version) return known.index;
      const index = openIndex(path);
      opened.set(path, { index, version });
      if (version !== '' && index === undefined)
        warn(
          `the ${content} index of "${source}" was damaged, or made by another version of nixai, ` +
            `and has been removed; build it again: nixai docs sync --source ${source}`,
        );
      return index;
    },
    /** Forgets an index that was replaced. */
    drop({ path }: IndexPlace): void {
      opened.delete(path);
    },
    /** Closes all that are open now. */
    close(): void {
      for (const { index } of opened.values()) index?.close();
      opened.clear();
    },
  };
}

function versionOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.ino}-${stat.mtimeMs}-${stat.size}`;
}

export type IndexStore = ReturnType<typeof createIndexStore>;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
