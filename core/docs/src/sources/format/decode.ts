import { NixaiError, messageOf, processes, type Host } from '@nixai/api';
import { parseJson } from '@nixai/safety';

/** Bytes. The largest set, all packages, has 120 MB once unpacked; a bomb has more. */
const maxUnpacked = 384 * 2 ** 20;

/** Bytes, and the file they are from where there is one. */
export interface Packed {
  readonly bytes: Buffer;
  readonly file?: string;
}

type Compression = 'gzip' | 'zstd' | 'brotli' | 'none';

/**
 * JSON out of the bytes of a file or a response, packed in whatever way: told from the bytes, so
 * that a body which a proxy has already unpacked is right as well.
 * @param name what to call the data in messages.
 * @param hint what to do when it is something else.
 * @throws NixaiError `doc-data-invalid`, or `program-missing` for zstd where nothing unpacks it.
 */
export async function decodeJson(
  host: Host,
  packed: Packed,
  name: string,
  hint?: string,
): Promise<unknown> {
  const compression = compressionOf(packed.bytes);
  let text: string;
  try {
    text = (await unpack(host, packed, compression)).toString('utf8');
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const cause = isTooLarge ? `it is more than ${maxUnpacked / 2 ** 20} MiB` : messageOf(error);
    const why = `cannot unpack it (${compression}): ${cause}`;
    throw invalid(name, why, hint, error);
  }
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text.slice(0, 200)))
    throw invalid(name, 'it is a web page, not JSON', hint);
  try {
    return parseJson(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw invalid(name, messageOf(error), hint, error);
  }
}

/** Gzip and zstd have magic numbers, JSON and HTML are text; the rest is taken for Brotli. */
function compressionOf(bytes: Buffer): Compression {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
  return isText(bytes) ? 'none' : 'brotli';
}

/** Brotli may well begin like JSON, with a bracket, but does not go on like text. */
export function isText(bytes: Buffer): boolean {
  const start = bytes.toString('utf8', 0, 64).replace(/^\uFEFF/, '');
  // A character may be cut at the end; elsewhere a broken one is no text.
  const broken = /(?!\s)[\p{Cc}\ufffd]/u.test(start.slice(0, -2));
  return start.trim() === '' || (/^\s*[[{<]/.test(start) && !broken);
}

async function unpack(
  host: Host,
  { bytes, file }: Packed,
  compression: Compression,
): Promise<Buffer> {
  // A look-up unpacks nothing.
  const { default: zlib } = await import('node:zlib');
  const limit = { maxOutputLength: maxUnpacked };
  if (compression === 'gzip') return zlib.gunzipSync(bytes, limit);
  if (compression === 'brotli') return zlib.brotliDecompressSync(bytes, limit);
  if (compression === 'none') return bytes;
  // Node unpacks zstd from 22.15 on; before that, the `zstd` program does.
  const { zstdDecompressSync: native } = zlib as { zstdDecompressSync?: typeof zlib.gunzipSync };
  if (native) return native(bytes, limit);
  if (file === undefined) throw new Error('this Node cannot unpack zstd; 22.15 can');
  const runner = await host.service(processes);
  const argv = ['zstd', '-dc', '--', file] as const;
  const { code, stdout, stderr } = await runner.run(argv, { maxOutput: maxUnpacked });
  if (code !== 0) throw new Error(stderr.trim() || `zstd ended with ${code}`);
  return Buffer.from(stdout);
}

function invalid(
  name: string,
  why: string,
  hint = 'nixai docs sync --source file --file options.json (plain, .br, .gz or .zst)',
  cause?: unknown,
): NixaiError {
  return new NixaiError({
    code: 'doc-data-invalid',
    what: `${name} is no option or package set`,
    why,
    hint,
    cause,
  });
}
