import { gzipSync } from 'node:zlib';

/** One entry as raw as it can be: any field may be anything. */
export interface RawEntry {
  readonly name?: string | Uint8Array;
  readonly type?: string;
  readonly content?: string | Uint8Array;
  readonly size?: string;
  readonly mode?: string;
  readonly link?: string;
  readonly prefix?: string;
  readonly magic?: string;
  readonly checksum?: string;
  readonly devices?: string;
}

const block = 512;
const pad = (bytes: Uint8Array): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((block - (bytes.length % block)) % block)]);

/** The bytes of one entry. */
export function raw(entry: RawEntry): Buffer {
  const content = Buffer.from(entry.content ?? '');
  const header = Buffer.alloc(block);
  const put = (value: string | Uint8Array, at: number): void => {
    Buffer.from(value as string, 'utf8').copy(header, at);
  };
  put(entry.name ?? 'file', 0);
  put(entry.mode ?? '0000644\0', 100);
  put('0000000\0', 108);
  put('0000000\0', 116);
  header.write(entry.size ?? `${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  put('00000000000\0', 136);
  put(entry.type ?? '0', 156);
  put(entry.link ?? '', 157);
  header.write(entry.magic ?? 'ustar\x0000', 257, 'latin1');
  put(entry.devices ?? '', 329);
  put(entry.prefix ?? '', 345);
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  put(entry.checksum ?? `${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, pad(content)]);
}

/** A record of a pax header. */
export function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (`${length}${rest}`.length !== length) length = `${length}${rest}`.length;
  return `${length}${rest}`;
}

const end = Buffer.alloc(2 * block);
export const tar = (...entries: readonly (RawEntry | Buffer)[]): Buffer =>
  Buffer.concat([...entries.map((one) => (Buffer.isBuffer(one) ? one : raw(one))), end]);
const pax = (...records: string[]): RawEntry => ({
  name: 'pax',
  type: 'x',
  content: records.join(''),
});

const names = [
  ...['../evil', 'a/../../evil', 'a/..', '..', '../../../../../../tmp/evil', 'a/b/../../../evil'],
  ...['/etc/passwd', '//etc/passwd', '/', 'C:/evil', 'c:evil', './/evil', 'a//b', 'a/./b', ''],
  ...['..\\evil', 'a\\..\\..\\evil', '\\evil', 'file/', 'a\u0000b', 'a\nb', 'a\tb', 'a\u001b[2Jb'],
  ...[
    'a\u009bb',
    'a\u202egnp.exe',
    'a\u200bb',
    '\ufeffa',
    'a\u0007',
    'x/'.repeat(45),
    '././../evil',
  ],
];

/** Archives that do harm to somebody who unpacks them without a look, by what is wrong. */
export function hostileArchives(): Record<string, Buffer> {
  const one = (entry: RawEntry): Buffer => gzipSync(tar(entry));
  const types = [...'1234679DKMNSVAXZ', '\u00ff'];
  const good = tar({ name: 'a', content: 'x' });
  const zipped = gzipSync(good);
  return {
    ...Object.fromEntries(names.map((name) => [`the name ${JSON.stringify(name)}`, one({ name })])),
    ...Object.fromEntries(
      types.map((type) => [
        `an entry of type ${type}`,
        one({ type, link: '/etc/passwd', devices: '0000001\x000000003\0' }),
      ]),
    ),
    'a link, then a file through it': gzipSync(
      tar({ name: 'd', type: '2', link: '/tmp' }, { name: 'd/evil', content: 'x' }),
    ),
    'a hard link to a file outside': one({ name: 'h', type: '1', link: '../../etc/shadow' }),
    'a prefix that leads out': one({ name: 'evil', prefix: '..' }),
    'an absolute prefix': one({ name: 'evil', prefix: '/etc' }),
    'a pax path that leads out': gzipSync(tar(pax(record('path', '../evil')), { name: 'a' })),
    'an absolute pax path': gzipSync(tar(pax(record('path', '/etc/evil')), { name: 'a' })),
    'a NUL in a pax path': gzipSync(tar(pax(record('path', 'a\0/../evil')), { name: 'a' })),
    'a pax link path': gzipSync(tar(pax(record('linkpath', '/etc')), { name: 'a' })),
    'a pax size': gzipSync(tar(pax(record('size', '1024')), { name: 'a', content: 'x' })),
    'a pax sparse file': gzipSync(tar(pax(record('GNU.sparse.major', '1')), { name: 'a' })),
    'two pax paths': gzipSync(tar(pax(record('path', 'a'), record('path', '../b')), { name: 'a' })),
    'a pax record too long': gzipSync(tar(pax('999 path=a\n'), { name: 'a' })),
    'a pax record too short': gzipSync(tar(pax('3 path=a\n'), { name: 'a' })),
    'a pax record of no length': gzipSync(tar(pax('0 path=a\n'), { name: 'a' })),
    'a pax record of negative length': gzipSync(tar(pax('-5 path=a\n'), { name: 'a' })),
    'a global pax path': gzipSync(
      tar({ name: 'g', type: 'g', content: record('path', '../evil') }, { name: 'a' }),
    ),
    'a long name that leads out': gzipSync(
      tar({ name: '././@LongLink', type: 'L', content: '../evil\0' }, { name: 'a' }),
    ),
    'a long name with a NUL inside': gzipSync(
      tar({ name: '././@LongLink', type: 'L', content: 'a\0../evil\0' }, { name: 'a' }),
    ),
    'a long name of nothing': gzipSync(tar({ name: 'L', type: 'L', content: 'a\0' })),
    'two long names': gzipSync(
      tar({ type: 'L', content: 'a\0' }, pax(record('path', 'b')), { name: 'c' }),
    ),
    'a negative size': one({ name: 'a', size: '-0000000010\0' }),
    'a size in base 256': one({ name: 'a', size: '\u0080\0\0\0\0\0\0\0\0\0\u0002\0' }),
    'a size in hexadecimal': one({ name: 'a', size: '0x000000010\0' }),
    'a size beyond the end': one({ name: 'a', size: '00000777777\0' }),
    'a size beyond any disk': one({ name: 'a', size: '777777777777' }),
    'a folder with content': one({ name: 'd/', type: '5', content: 'x' }),
    'a mode that is no number': one({ name: 'a', mode: 'rwxrwxr\0' }),
    'the same file twice': gzipSync(tar({ name: 'a' }, { name: 'a', content: 'x' })),
    'the same folder twice': gzipSync(tar({ name: 'd', type: '5' }, { name: 'd/', type: '5' })),
    'names that differ in case': gzipSync(tar({ name: '.git' }, { name: '.GIT' })),
    'folders that differ in case': gzipSync(tar({ name: 'Src/a' }, { name: 'src/b' })),
    'names that differ in normal form': gzipSync(
      tar({ name: 'caf\u00e9' }, { name: 'cafe\u0301' }),
    ),
    'names that fold to one': gzipSync(tar({ name: 'stra\u00dfe' }, { name: 'STRASSE' })),
    'a Kelvin sign for a K': gzipSync(tar({ name: '\u212a' }, { name: 'k' })),
    'a ligature': gzipSync(tar({ name: '\ufb01le' }, { name: 'file' })),
    'a file that is a folder too': gzipSync(tar({ name: 'a' }, { name: 'a/b' })),
    'a folder that is a file too': gzipSync(tar({ name: 'a/b' }, { name: 'A' })),
    'a name that is no UTF-8': one({ name: Uint8Array.of(0x61, 0xff, 0xfe) }),
    'an overlong dot': one({ name: Uint8Array.of(0x2e, 0xc0, 0xae, 0x2f, 0x61) }),
    'half of a surrogate': one({ name: Uint8Array.of(0xed, 0xa0, 0x80) }),
    'a checksum that is wrong': one({ name: 'a', checksum: '0000001\0' }),
    'no magic': one({ name: 'a', magic: '\0\0\0\0\0\0\0\0' }),
    'too many entries': gzipSync(
      tar(...Array.from({ length: 101 }, (_, n) => ({ name: `f${n}` }))),
    ),
    'headers without end': gzipSync(tar(...Array.from({ length: 500 }, () => pax('')))),
    'a bomb': gzipSync(tar({ name: 'a', content: Buffer.alloc(4 << 20) })),
    'a bomb of two members': Buffer.concat([gzipSync(Buffer.alloc(2 << 20)), gzipSync(good)]),
    'no end': gzipSync(raw({ name: 'a' })),
    'half a header': gzipSync(good.subarray(0, 700)),
    'something after the end': gzipSync(Buffer.concat([good, Buffer.from('x'), end])),
    'gzip that is cut off': zipped.subarray(0, zipped.length - 6),
    'gzip with a wrong sum': Buffer.concat([zipped.subarray(0, -8), Buffer.alloc(8)]),
    'no gzip': good,
    'a zip file': Buffer.from('PK\u0003\u0004aaaaaaaaaaaaaaaaaaaaaaaaaaaa'),
    nothing: Buffer.alloc(0),
    'a list of hashes that lies': gzipSync(
      tar(
        { name: 'nixai-manifest.json', content: `{"format":1,"files":{"a":"${'0'.repeat(64)}"}}` },
        { name: 'a', content: 'x' },
      ),
    ),
    'a list of hashes without a file': gzipSync(
      tar({ name: 'nixai-manifest.json', content: '{"format":1,"files":{}}' }, { name: 'a' }),
    ),
    'a list with a file that is not there': gzipSync(
      tar({ name: 'nixai-manifest.json', content: '{"format":1,"files":{"a":"x"}}' }),
    ),
    'a list that is no JSON': gzipSync(tar({ name: 'nixai-manifest.json', content: '{' })),
    'a list that is null': gzipSync(
      tar({ name: 'nixai-manifest.json', content: '{"format":1,"files":null}' }),
    ),
    'a second list': gzipSync(tar({ name: 'a' }, { name: 'NIXAI-manifest.json', content: '{}' })),
  };
}
