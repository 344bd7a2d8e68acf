import type { ArchiveLimits } from '@nixai/api';
import type { Entry } from './entry.js';
import { entryPath } from './entryPath.js';
import { archiveRefused } from './faults.js';
import { paxPath } from './pax.js';
import { Pieces } from './pieces.js';
import { checksum, readOctal } from './tarNumber.js';
import { decodeUtf8 } from './utf8.js';

export const blockSize = 512;

interface Header {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly size: number;
}

/**
 * The entries of a tar file as they come: ustar with the extensions that GNU tar, bsdtar and git use for long
 * names. Whatever is no regular file and no folder is refused, and so is everything that two
 * programs could read in two ways.
 * @throws NixaiError `archive-refused`.
 */
export async function* readTar(
  tar: AsyncIterable<Uint8Array>,
  limits: ArchiveLimits,
): AsyncGenerator<Entry> {
  const pieces = new Pieces(tar);
  try {
    yield* readEntries(pieces, limits);
    for await (const rest of pieces.others())
      if (!isZero(rest)) throw archiveRefused('it goes on after its end');
  } finally {
    await pieces.close();
  }
}

async function* readEntries(pieces: Pieces, limits: ArchiveLimits): AsyncGenerator<Entry> {
  let longName: string | undefined;
  let entries = 0;
  for (let headers = 0; ; headers++) {
    if (headers > 2 * limits.entries) throw archiveRefused('it has too many entries');
    const block = await taken(pieces, blockSize);
    if (isZero(block)) break;
    const header = readHeader(block);
    const filled = await taken(pieces, blockSize * Math.ceil(header.size / blockSize));
    const content = filled.subarray(0, header.size);
    const told = extension(header, content, longName);
    if (told !== undefined) {
      longName = told.longName ?? longName;
      continue;
    }
    const entry = entryOf({ ...header, name: longName ?? header.name }, content);
    longName = undefined;
    if (entry === undefined) continue;
    entries++;
    if (entries > limits.entries) throw archiveRefused('it has too many entries');
    yield entry;
  }
  if (longName !== undefined) throw archiveRefused('it ends with the name of nothing');
}

async function taken(pieces: Pieces, size: number): Promise<Uint8Array> {
  const found = await pieces.take(size);
  if (found === undefined) throw archiveRefused('it is cut off');
  return found;
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

function readHeader(block: Uint8Array): Header {
  const magic = Buffer.from(block.subarray(257, 265)).toString('latin1');
  if (magic !== 'ustar\x0000' && magic !== 'ustar  \0') throw archiveRefused('it is no tar file');
  if (readOctal(block.subarray(148, 156), 'checksum') !== checksum(block))
    throw archiveRefused('the checksum of an entry is wrong');
  const prefix = magic === 'ustar\x0000' ? field(block.subarray(345, 500)) : '';
  const name = field(block.subarray(0, 100));
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: String.fromCharCode(block[156] ?? 0).replace('\0', '0'),
    mode: readOctal(block.subarray(100, 108), 'mode'),
    size: readOctal(block.subarray(124, 136), 'size'),
  };
}

/** What a header that is no entry says of the next one; undefined for an entry. */
function extension(
  { type }: Header,
  content: Uint8Array,
  known: string | undefined,
): { readonly longName?: string } | undefined {
  if (!['x', 'g', 'L'].includes(type)) return undefined;
  if (content.length > 64 * 1024) throw archiveRefused('a name in it is too long');
  const longName = type === 'L' ? field(content) : paxPath(content, type === 'g');
  if (longName !== undefined && known !== undefined) throw archiveRefused('an entry has two names');
  return { longName };
}

function entryOf({ name, type, mode, size }: Header, content: Uint8Array): Entry | undefined {
  if (type !== '0' && type !== '5')
    throw archiveRefused(`${JSON.stringify(name)} is no regular file and no folder`);
  const kind = type === '5' ? 'folder' : 'file';
  if (kind === 'folder' && size !== 0) throw archiveRefused('a folder in it has content');
  const path = entryPath(name, kind);
  return path === undefined ? undefined : { path, kind, mode: mode & 0o777, content };
}

/** A text up to its first NUL. What follows a NUL would be read by some programs and not by others. */
function field(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  if (end >= 0 && bytes.subarray(end).some((byte) => byte !== 0))
    throw archiveRefused('a name in it has a NUL');
  return decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end));
}
