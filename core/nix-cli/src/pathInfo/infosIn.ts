import type { StorePathInfo } from '@nixai/api';
import { inStore } from '../storePath.js';

/** A hash as text, or in its parts (since format 2). */
type WrittenHash =
  string | { readonly algorithm?: string; readonly format?: string; readonly hash?: string };

interface Written {
  readonly path?: string;
  readonly valid?: boolean;
  readonly storeDir?: string;
  readonly narHash?: WrittenHash;
  readonly narSize?: number;
  readonly references?: readonly string[];
  readonly deriver?: string | null;
  readonly signatures?: readonly (string | { readonly keyName?: string; readonly sig?: string })[];
  readonly closureSize?: number;
  readonly registrationTime?: number | null;
  readonly ultimate?: boolean;
  readonly downloadSize?: number;
}

/**
 * What `nix path-info --json` says, in each of its shapes: a list of objects with their `path` (before
 * 2.19), a map by path, where what is not there is null, and a map by the name in the store, with or
 * without `version`, `storeDir` and `info` around it (since 2.33).
 */
export function infosIn(said: unknown): StorePathInfo[] {
  if (Array.isArray(said))
    return said.filter(isWritten).flatMap((written) => infoOf(written.path, written));
  if (typeof said !== 'object' || said === null) return [];
  const { info = said, storeDir } = said as { readonly info?: object; readonly storeDir?: string };
  return Object.entries(info as Readonly<Record<string, Written | null>>).flatMap(
    ([key, written]) =>
      typeof written === 'object' && written !== null ? infoOf(key, { storeDir, ...written }) : [],
  );
}

/** What is known of a path; null and `valid: false` say that it is not there. */
function isWritten(value: unknown): value is Written {
  if (typeof value !== 'object' || value === null) return false;
  const { valid, narSize, narHash, references } = value as Written;
  return (
    valid !== false && narSize !== undefined && narHash !== undefined && Array.isArray(references)
  );
}

function infoOf(key: string | undefined, written: Written): StorePathInfo[] {
  const { narSize = 0, narHash = '', references = [], storeDir } = written;
  if (key === undefined) return [];
  const at = (name: string): string => inStore(name, storeDir);
  const { deriver, registrationTime } = written;
  return [
    {
      path: at(key),
      narHash: hashText(narHash),
      narSize,
      references: references.map(at),
      deriver: deriver ? at(deriver) : undefined,
      signatures: (written.signatures ?? []).map((one) =>
        typeof one === 'string' ? one : `${one.keyName ?? ''}:${one.sig ?? ''}`,
      ),
      closureSize: written.closureSize,
      registered: registrationTime ? new Date(registrationTime * 1000).toISOString() : undefined,
      ultimate: written.ultimate,
      downloadSize: written.downloadSize,
    },
  ];
}

function hashText(written: WrittenHash): string {
  if (typeof written === 'string') return written;
  const { algorithm = 'sha256', format = 'base64', hash = '' } = written;
  return format === 'base64' && !hash.startsWith(`${algorithm}-`) ? `${algorithm}-${hash}` : hash;
}
