import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { isNixaiError } from '@nixai/api';
import { sha256 } from '../files/writeAtomically.js';
import { faultOf, temporaryFolder } from '../testing/temporaryFolder.js';
import { createArchiveService } from './archiveService.js';
import { hostileArchives, raw, record, tar } from './hostileArchives.test.js';

const hasTar = spawnSync('tar', ['--version']).status === 0;
const long = process.env['NIXAI_TRUST'] === 'long';

/** Every path below a folder with its kind, mode and content. */
function snapshot(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const stats = lstatSync(join(folder, name));
      const content = stats.isFile() ? sha256(readFileSync(join(folder, name))) : 'folder';
      return `${name} ${(stats.mode & 0o777).toString(8)} ${content}`;
    });
}

/** Bytes as they come from a network. */
async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('archive', function () {
  let folder: ReturnType<typeof temporaryFolder>;
  let archive: ReturnType<typeof createArchiveService>;
  beforeEach(() => {
    folder = temporaryFolder();
    archive = createArchiveService(folder);
    mkdirSync(folder.at('source/deep/er'), { recursive: true });
    mkdirSync(folder.at('source/empty'), { mode: 0o700 });
    writeFileSync(folder.at('source/deep/er/größe.nix'), '{ }\n');
    writeFileSync(folder.at('source/run'), '#!/bin/sh\n');
    chmodSync(folder.at('source/run'), 0o755);
    writeFileSync(folder.at('source/key'), Buffer.from([0, 255, 10]));
    chmodSync(folder.at('source/key'), 0o600);
    writeFileSync(folder.at(`source/${'long'.repeat(40)}`), '');
  });
  afterEach(() => folder.remove());
  const optional = { manifest: 'optional', limits: { entries: 100, bytes: 2 << 20 } } as const;

  it('gives back the folder that it packed: names, modes and bytes', async () => {
    const packed = await archive.pack(folder.at('source'));
    const { verified, files } = await archive.extract(packed, folder.at('restored'));
    expect(verified).to.equal(true);
    expect(files).to.have.length(4);
    expect(snapshot(folder.at('restored'))).to.deep.equal(snapshot(folder.at('source')));
    expect(statSync(folder.at('restored')).mode & 0o777).to.equal(0o700);
    expect(await archive.pack(folder.at('restored'))).to.deep.equal(packed);
  });

  it('refuses each of many hostile archives, and writes nothing', async () => {
    const hostile = Object.entries(hostileArchives());
    expect(hostile.length).to.be.at.least(60);
    const before = snapshot(folder.path);
    const passed: string[] = [];
    for (const [what, bytes] of hostile) {
      const error: unknown = await archive
        .extract(bytes, folder.at('out/deep/target'), optional)
        .then(() => undefined)
        .catch((thrown: unknown) => thrown);
      if (!isNixaiError(error) || error.code !== 'archive-refused') passed.push(what);
      expect(snapshot(folder.path), what).to.deep.equal(before);
    }
    expect(passed).to.deep.equal([]);
  });

  it('unpacks a stream as it comes, however it is cut', async () => {
    const packed = await archive.pack(folder.at('source'));
    for (const size of [1, 7, 512, 4096]) {
      const place = folder.at(`streamed-${size}`);
      const { verified } = await archive.extract(cut(packed, size), place, {
        sha256: sha256(packed),
      });
      expect(verified).to.equal(true);
      expect(snapshot(place)).to.deep.equal(snapshot(folder.at('source')));
    }
    const before = snapshot(folder.path);
    const other = { sha256: sha256(Buffer.from('another')) };
    const fault = await faultOf(archive.extract(cut(packed, 7), folder.at('out/deep'), other));
    expect(fault.why).to.contain('its SHA-256 differs');
    expect(snapshot(folder.path)).to.deep.equal(before);
  });

  it('refuses the same hostile archives where they come as streams', async () => {
    const before = snapshot(folder.path);
    for (const [what, bytes] of Object.entries(hostileArchives())) {
      const fault = await faultOf(archive.extract(cut(bytes, 999), folder.at('out/x'), optional));
      expect(fault.code, what).to.equal('archive-refused');
      expect(snapshot(folder.path), what).to.deep.equal(before);
    }
  });

  it('refuses a stream that is far denser than files are, though there is room for it', async () => {
    const zeros = gzipSync(tar({ name: 'zeros', content: Buffer.alloc(8 << 20) }));
    const roomy = { ...optional, limits: { entries: 100, bytes: 64 << 20, ratio: 100 } };
    const fault = await faultOf(archive.extract(cut(zeros, 999), folder.at('dense'), roomy));
    expect(fault.why).to.equal('it is too large unpacked');
    const lenient = { ...optional, limits: { entries: 100, bytes: 64 << 20, ratio: 2000 } };
    await archive.extract(cut(zeros, 999), folder.at('dense'), lenient);
    expect(statSync(folder.at('dense/zeros')).size).to.equal(8 << 20);
  });

  it('says what kept a stream from coming, and leaves nothing', async () => {
    const packed = await archive.pack(folder.at('source'));
    const before = snapshot(folder.path);
    async function* broken() {
      yield packed.subarray(0, 100);
      throw new Error('the connection was lost');
    }
    const error: unknown = await archive
      .extract(broken(), folder.at('out/deep'))
      .catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.equal('the connection was lost');
    expect(snapshot(folder.path)).to.deep.equal(before);
  });

  it('reads no more of a stream than it takes to refuse it', async () => {
    let sent = 0;
    async function* endless() {
      const noise = gzipSync(tar({ name: 'big', content: randomBytes(1 << 20) }));
      for (;;) {
        sent += noise.length;
        yield noise;
      }
    }
    const fault = await faultOf(archive.extract(endless(), folder.at('out'), optional));
    expect(fault.code).to.equal('archive-refused');
    expect(sent).to.be.below(8 << 20);
  });

  it('refuses an archive with one byte changed, whichever it is', async () => {
    const packed = await archive.pack(folder.at('source'));
    const before = snapshot(folder.path);
    for (let at = 0; at < packed.length; at += long ? 1 : 7) {
      const flipped = Buffer.from(packed);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      const options = { sha256: sha256(packed) };
      const fault = await faultOf(archive.extract(flipped, folder.at('restored'), options));
      expect(fault).to.include({ code: 'archive-refused', exitCode: 5 });
    }
    expect(snapshot(folder.path)).to.deep.equal(before);
  });

  it('gives an ordinary folder, whatever modes the archive asks for', async () => {
    const bytes = gzipSync(
      tar({ name: 'd', type: '5', mode: '0007777\0' }, { name: 'd/f', mode: '0006777\0' }),
    );
    await archive.extract(bytes, folder.at('out'), optional);
    expect((statSync(folder.at('out/d')).mode & 0o7777).toString(8)).to.equal('755');
    expect((statSync(folder.at('out/d/f')).mode & 0o7777).toString(8)).to.equal('755');
  });

  it('does not unpack over what is there, nor without a list of hashes unless told to', async () => {
    const packed = await archive.pack(folder.at('source'));
    for (const taken of ['source', 'source/run']) {
      const fault = await faultOf(archive.extract(packed, folder.at(taken)));
      expect(fault.code).to.equal('write-failed');
    }
    symlinkSync('/nowhere', folder.at('link'));
    expect((await faultOf(archive.extract(packed, folder.at('link')))).code).to.equal(
      'write-failed',
    );
    const bare = gzipSync(tar({ name: 'a' }));
    expect((await faultOf(archive.extract(bare, folder.at('out')))).why).to.contain('no list');
    expect((await archive.extract(bare, folder.at('out'), optional)).verified).to.equal(false);
  });

  it('does not pack a link, and says which it was', async () => {
    symlinkSync('/etc/passwd', folder.at('source/deep/link'));
    const fault = await faultOf(archive.pack(folder.at('source')));
    expect(fault.code).to.equal('archive-unfit');
    expect(fault.why).to.contain('deep/link');
  });

  it('reads what GNU tar and git write, and GNU tar reads what it writes', async function () {
    if (!hasTar) this.skip();
    for (const format of ['ustar', 'gnu', 'posix']) {
      const source = folder.at('source');
      if (format === 'ustar') rmSync(join(source, 'long'.repeat(40)), { force: true });
      else writeFileSync(join(source, 'long'.repeat(40)), 'x');
      const bytes = execFileSync('tar', [`--format=${format}`, '-czf', '-', '-C', source, '.']);
      await archive.extract(bytes, folder.at(format), optional);
      expect(snapshot(folder.at(format))).to.deep.equal(snapshot(source));
    }
    const comment = raw({ name: 'pax_global_header', type: 'g', content: record('comment', 'x') });
    await archive.extract(gzipSync(tar(comment, { name: 'a' })), folder.at('git'), optional);
    mkdirSync(folder.at('theirs'));
    execFileSync('tar', ['-xzf', '-', '-C', folder.at('theirs')], {
      input: await archive.pack(folder.at('source')),
    });
    rmSync(folder.at('theirs/nixai-manifest.json'));
    expect(snapshot(folder.at('theirs'))).to.deep.equal(snapshot(folder.at('source')));
  });

  it('ends in a sentence or a folder, whatever the bytes', async () => {
    const good = tar({ name: 'a', content: 'x' }, { name: 'd', type: '5' }, { name: 'd/b' });
    const before = snapshot(folder.path);
    const changes = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(changes, async (bytes) => {
        const tampered = Buffer.from(good);
        for (const [at, byte] of bytes) tampered[at] = byte;
        try {
          await archive.extract(gzipSync(tampered), folder.at('out'), optional);
        } catch (error) {
          if (!isNixaiError(error)) throw error;
        }
        rmSync(folder.at('out'), { recursive: true, force: true });
        expect(snapshot(folder.path)).to.deep.equal(before);
      }),
      { numRuns: long ? 10_000 : 200 },
    );
  });
});
