/** What keeps backups: restic, or nixai's own folders and archives of binary caches. */
export const engineNames = ['restic', 'nix-cache'] as const;
export type EngineName = (typeof engineNames)[number];
