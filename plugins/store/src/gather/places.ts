import { realpath } from 'node:fs/promises';

// As Nix itself finds them.

/** The folder of the store, as paths in it are written. */
export const storeDirectory = (): string => process.env.NIX_STORE_DIR ?? '/nix/store';

/** The folder of profiles, roots and the database. */
export const stateDirectory = (): string => process.env.NIX_STATE_DIR ?? '/nix/var/nix';

/** The store path that a path is in; undefined for one outside of the store. */
export async function storePathOf(path: string): Promise<string | undefined> {
  const store = storeDirectory();
  const physical = await realpath(store).catch(() => store);
  for (const folder of [store, physical]) {
    const rest = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
    if (rest !== undefined) return `${store}/${rest.split('/')[0] ?? ''}`;
  }
  return undefined;
}
