import { realpath } from 'node:fs/promises';

/** The folder of the store, as Nix itself finds it. */
const storeDirectory = (): string => process.env['NIX_STORE_DIR'] ?? '/nix/store';

/** The store path that a path lies in or leads into; undefined for one outside of the store. */
export async function storePathOf(path: string): Promise<string | undefined> {
  const store = storeDirectory();
  // What is written as a store path is one, also where it is not there; of what is there a link counts.
  const written = within(store, path);
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined || written !== undefined) return written;
  const physical = await realpath(store).catch(() => store);
  return within(store, real) ?? within(physical, real)?.replace(physical, () => store);
}

function within(store: string, path: string): string | undefined {
  const name = path.startsWith(`${store}/`) ? path.slice(store.length + 1).split('/')[0] : '';
  return name === undefined || name === '' ? undefined : `${store}/${name}`;
}
