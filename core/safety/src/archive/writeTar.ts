import type { Entry } from './entry.js';
import { blockSize } from './readTar.js';
import { checksum, writeOctal } from './tarNumber.js';

/** A tar file (ustar; pax for long names). Times and owners are left out: same entries, same bytes. */
export function writeTar(entries: readonly Entry[]): Buffer {
  return Buffer.concat([...entries.flatMap(blocksOf), Buffer.alloc(2 * blockSize)]);
}

function blocksOf({ path, kind, mode, content }: Entry): Uint8Array[] {
  const name = kind === 'folder' ? `${path}/` : path;
  const isShort = Buffer.byteLength(name) <= 100 && Buffer.byteLength(name) === name.length;
  const type = kind === 'folder' ? '5' : '0';
  const own = header({ name: isShort ? name : 'long-name', type, mode, size: content.length });
  const pax = isShort ? [] : paxBlocks(name);
  return [...pax, own, content, padding(content.length)];
}

function paxBlocks(name: string): Uint8Array[] {
  const record = Buffer.from(paxRecord(name));
  const own = header({ name: 'pax', type: 'x', mode: 0o644, size: record.length });
  return [own, record, padding(record.length)];
}

/** The length counts itself. */
function paxRecord(path: string): string {
  const rest = ` path=${path}\n`;
  let length = Buffer.byteLength(rest);
  while (Buffer.byteLength(`${length}${rest}`) !== length)
    length = Buffer.byteLength(`${length}${rest}`);
  return `${length}${rest}`;
}

interface Header {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly size: number;
}

function header({ name, type, mode, size }: Header): Buffer {
  const block = Buffer.alloc(blockSize);
  block.write(name, 0, 100, 'utf8');
  writeOctal(block, mode, 100, 8);
  for (const [at, length] of [
    [108, 8],
    [116, 8],
    [136, 12],
  ] as const)
    writeOctal(block, 0, at, length);
  writeOctal(block, size, 124, 12);
  block.write(`${type}`, 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  writeOctal(block, checksum(block), 148, 7);
  block.write(' ', 155, 'latin1');
  return block;
}

function padding(size: number): Buffer {
  return Buffer.alloc((blockSize - (size % blockSize)) % blockSize);
}
