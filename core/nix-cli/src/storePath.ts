const usualStore = '/nix/store';

/** A store path, from the path itself or from the name that newer formats have without the folder. */
export function inStore(name: string, storeDir = usualStore): string {
  return name.startsWith('/') ? name : `${storeDir}/${name}`;
}

/** The 32 characters that a store path begins with; undefined for what is none. */
export function hashPart(path: string): string | undefined {
  return /^(?:.*\/)?([0-9a-df-np-sv-z]{32})-[^/]+$/.exec(path)?.[1];
}
