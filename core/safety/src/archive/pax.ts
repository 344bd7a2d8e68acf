import { archiveRefused } from './faults.js';
import { decodeUtf8 } from './utf8.js';

/** What says nothing of where or what a file is. `size`, `linkpath` and `GNU.sparse.*` would. */
const harmless =
  /^(?:[acm]time|comment|[ug]id|[ug]name|charset|hdrcharset|LIBARCHIVE\.creationtime)$/;

/**
 * The path in an extended header (POSIX.1-2001 pax: records `LENGTH KEY=VALUE\n`); undefined if it
 * has none. A global one may only comment, as those of `git archive` do.
 */
export function paxPath(content: Uint8Array, global: boolean): string | undefined {
  let path: string | undefined;
  for (let at = 0; at < content.length;) {
    const [key, value, length] = recordAt(content, at);
    at += length;
    if (key === 'path' && !global && path === undefined) path = value;
    else if (!harmless.test(key)) throw archiveRefused(`it sets "${key}" of an entry on the side`);
  }
  return path;
}

function recordAt(content: Uint8Array, at: number): [key: string, value: string, length: number] {
  const blank = content.indexOf(0x20, at);
  const digits = blank < 0 || blank - at > 6 ? '' : decodeUtf8(content.subarray(at, blank));
  const length = /^[1-9]\d*$/.test(digits) ? Number(digits) : 0;
  const record = content.subarray(at, at + length);
  const equals = record.indexOf(0x3d);
  const isWhole = length > 0 && record.length === length && record.at(-1) === 0x0a;
  if (!isWhole || equals < blank - at || record.includes(0))
    throw archiveRefused('an extended header in it is malformed');
  const key = decodeUtf8(record.subarray(blank - at + 1, equals));
  return [key, decodeUtf8(record.subarray(equals + 1, -1)), length];
}
