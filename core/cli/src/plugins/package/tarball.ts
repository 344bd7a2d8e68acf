import { gunzipSync } from 'node:zlib';
import { NixaiError } from '@nixai/api';

/** More than any plugin has; against an archive that was made to fill the memory. */
const largest = 256 << 20;
const block = 512;

/** The regular files of an npm tarball by their path, without the leading folder. */
export type PackedFiles = ReadonlyMap<string, Uint8Array>;

/**
 * Reads a gzipped USTAR archive as npm writes it (POSIX.1-1988; pax headers may name a long path).
 * @throws NixaiError `tarball-invalid`.
 */
export function readTarball(bytes: Uint8Array): PackedFiles {
  const files = new Map<string, Uint8Array>();
  const data = unzipped(bytes);
  let longPath: string | undefined;
  for (let at = 0; at + block <= data.length && data[at] !== 0;) {
    const size = parseInt(text(data, at + 124, 12), 8);
    const start = at + block;
    if (!(size >= 0) || start + size > data.length) throw invalid('it is cut off');
    const content = data.subarray(start, start + size);
    const type = String.fromCharCode(data[at + 156] ?? 0);
    const prefix = text(data, at + 345, 155);
    const path = longPath ?? [prefix, text(data, at, 100)].filter((part) => part !== '').join('/');
    longPath = type === 'x' ? paxPath(content) : undefined;
    if (type === '0' || type === '\0') files.set(path.replace(/^[^/]*\//, ''), content);
    at = start + Math.ceil(size / block) * block;
  }
  return files;
}

function unzipped(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: largest });
  } catch (cause) {
    throw invalid('it is no gzip archive, or too large', cause);
  }
}

function text(data: Uint8Array, from: number, length: number): string {
  const field = Buffer.from(data.subarray(from, from + length)).toString('utf8');
  return (field.split('\0')[0] ?? '').trim();
}

/** `27 path=package/…\n` among the records of a pax header. */
function paxPath(content: Uint8Array): string | undefined {
  return /^\d+ path=(.*)$/m.exec(Buffer.from(content).toString('utf8'))?.[1];
}

function invalid(why: string, cause?: unknown): NixaiError {
  const what = 'the tarball of the plugin cannot be read';
  return new NixaiError({ code: 'tarball-invalid', what, why, cause });
}
