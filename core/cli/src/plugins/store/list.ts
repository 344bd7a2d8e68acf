import { readBounded } from '../../readBounded.js';

/** Bytes of the list, and of what npm wrote down of all that is installed. */
const largest = 16 << 20;

/** A plugin of the user's list. */
export type StoreEntry =
  | {
      readonly name: string;
      readonly type: 'user';
      /** The range it follows; an exact version is pinned. */
      readonly tag?: string;
      /** The tarball, git address or folder it came from. */
      readonly url?: string;
    }
  | { readonly name: string; readonly type: 'link'; readonly root: string };

/** The list, in the form that oclif has for it. */
export interface StoreFile {
  readonly private: true;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly oclif: { readonly schema: 1; readonly plugins: readonly StoreEntry[] };
}

/**
 * Reads the list of the plugins that a person added; an empty one where there is no file.
 * @throws Error in words for a `why`.
 */
export function readList(path: string): StoreFile {
  const read = readJson<Partial<StoreFile>>(path);
  const plugins: unknown = read?.oclif?.plugins ?? [];
  if (read === null || !Array.isArray(plugins) || !plugins.every(isEntry))
    throw new Error('it is no list of plugins');
  return { private: true, ...read, oclif: { schema: 1, plugins } };
}

function isEntry(entry: unknown): entry is StoreEntry {
  const { name, type, root } = (entry ?? {}) as Partial<Record<string, unknown>>;
  if (typeof name !== 'string') return false;
  return type === 'user' || (type === 'link' && typeof root === 'string');
}

/**
 * A file of JSON; undefined where there is none.
 * @throws Error in words for a `why`.
 */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readBounded(path, largest)) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
