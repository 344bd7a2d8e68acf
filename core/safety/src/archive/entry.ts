/** A file or folder of an archive. */
export interface Entry {
  /** Relative, with `/`, without one at its end. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Permission bits. */
  readonly mode: number;
  /** Empty for a folder. */
  readonly content: Uint8Array;
}

/** The archive's own list of hashes; its first entry, and no part of what is unpacked. */
export const manifestName = 'nixai-manifest.json';

/** The list itself: the SHA-256 (hex) of each file. */
export interface Manifest {
  readonly format: 1;
  readonly files: Readonly<Record<string, string>>;
}
