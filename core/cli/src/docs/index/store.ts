import { readdirSync } from 'node:fs';
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

/** Opens each index once in the life of a process; a shell or an MCP server asks often. */
export function createIndexStore() {
  const open = new Map<string, Index | undefined>();
  return {
    open({ path }: IndexPlace): Index | undefined {
      if (!open.has(path)) open.set(path, openIndex(path));
      return open.get(path);
    },
    /** Forgets an index that was replaced. */
    drop({ path }: IndexPlace): void {
      open.get(path)?.close();
      open.delete(path);
    },
  };
}

export type IndexStore = ReturnType<typeof createIndexStore>;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
