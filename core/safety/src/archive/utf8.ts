import { archiveRefused } from './faults.js';

/**
 * A name in an archive as text.
 * @throws NixaiError `archive-refused` for what is not strictly UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw archiveRefused('a name in it is no UTF-8');
  }
}
