// Of a signed plugin every byte counts: whatever is changed, added, moved or taken away, in the
// tarball or in the folder that it was unpacked to, the signature no longer holds.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { coverageOf } from '../../core/cli/dist/plugins/load/coverage.js';
import {
  signPackage,
  signatureFile,
  signingKey,
} from '../../core/cli/dist/plugins/package/signature.js';
import { readTarball } from '../../core/cli/dist/plugins/package/tarball.js';
import { raw } from '../../core/safety/dist/archive/hostileArchives.test.js';
import { createSigner } from '../../core/safety/dist/index.js';

const numRuns = process.env.NIXAI_TRUST === 'long' ? 5000 : 300;

describe('a signed plugin that is tampered with', function () {
  this.timeout(1_200_000);
  const name = '@acme/wiki';
  const version = '1.0.0';
  const texts = {
    'package.json': JSON.stringify({
      name,
      version,
      dependencies: { helper: '1.0.0' },
      bundleDependencies: ['helper'],
    }),
    'register.js': 'export default async () => {};\n',
    'commands/greet.js': 'export default 1;\n',
    'commands/deep/er.js': '',
    'node_modules/helper/package.json': '{"name":"helper","version":"1.0.0"}',
    'node_modules/helper/index.js': 'module.exports = 1;\n',
  };
  let files;
  let key;
  let folder;
  before(async () => {
    const pair = (await createSigner()).generate('acme');
    key = pair.publicKey.split(' ').slice(0, 2).join(' ');
    files = new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));
    const signature = await signPackage({ name, version, files }, pair.privateKey);
    files.set(signatureFile, Buffer.from(signature));
    folder = mkdtempSync(join(tmpdir(), 'nixai-tampered-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Who signed a tarball with these entries: the key, nobody, or `refused`. */
  const signerOf = async (bytes) => {
    try {
      const found = await readTarball(bytes);
      const manifest = JSON.parse(Buffer.from(found.get('package.json') ?? '{}').toString());
      return await signingKey({ name: manifest.name, version: manifest.version, files: found });
    } catch {
      return 'refused';
    }
  };
  const entries = (all) =>
    [...all].map(([path, content]) => raw({ name: `package/${path}`, content }));
  const tarOf = (parts) => gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)]));

  const names = fc.oneof(
    fc.constantFrom(
      ...[
        'commands/evil.js',
        '.oclif.manifest.json',
        'oclif.manifest.json',
        'node_modules/yaml.js',
      ],
      ...['node_modules/yaml/index.js', 'node_modules/helper/node_modules/x/index.js', 'index.js'],
      ...['commands/greet.js\nx', 'REGISTER.js', 'nixai-plugin.sig.old', 'commands/greet.mjs'],
    ),
    fc
      .stringMatching(/^[a-z]{1,8}(\/[a-z.]{1,8}){0,3}$/)
      .filter((path) => !/(^|\/)\.+(\/|$)/.test(path)),
  );
  const paths = fc.constantFrom(...Object.keys(texts), signatureFile);
  const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
  /** What was done to the files, as a new map of them; undefined where that changed nothing. */
  const tampering = fc.oneof(
    fc.record({ how: fc.constant('flip'), path: paths, at: fc.nat(), bit: fc.nat(7) }),
    fc.record({ how: fc.constant('insert'), path: paths, at: fc.nat(), bytes }),
    fc.record({
      how: fc.constant('cut'),
      path: paths,
      at: fc.nat(),
      length: fc.integer({ min: 1, max: 9 }),
    }),
    fc.record({ how: fc.constant('add'), to: names, bytes }),
    fc.record({ how: fc.constant('remove'), path: paths }),
    fc.record({ how: fc.constant('move'), path: paths, to: names }),
    fc.record({ how: fc.constant('swap'), path: paths, to: paths }),
  );

  function tampered({ how, path, to, at = 0, bit, bytes: more, length }) {
    const all = new Map([...files].map(([one, content]) => [one, Buffer.from(content)]));
    const content = all.get(path) ?? Buffer.alloc(0);
    const place = content.length === 0 ? 0 : at % content.length;
    if (how === 'flip' && content.length > 0) content[place] ^= 1 << bit;
    if (how === 'insert')
      all.set(path, Buffer.concat([content.subarray(0, place), more, content.subarray(place)]));
    if (how === 'cut')
      all.set(path, Buffer.concat([content.subarray(0, place), content.subarray(place + length)]));
    if (how === 'add') all.set(to, more);
    if (how === 'remove' || how === 'move') all.delete(path);
    if (how === 'move') all.set(to, content);
    if (how === 'swap') all.set(path, files.get(to)).set(to, files.get(path));
    return isSame(all) ? undefined : all;
  }

  /** The blanks around a signature say nothing: only what they hold was signed with. */
  function isSame(all) {
    const text = (map, path) => {
      const content = map.get(path)?.toString('latin1');
      return path === signatureFile ? content?.replace(/\s/g, '') : content;
    };
    return (
      all.size === files.size &&
      [...files.keys()].every((path) => text(all, path) === text(files, path))
    );
  }

  it('is who it was where nothing was done', async () => {
    expect(await signerOf(tarOf(entries(files)))).to.equal(key);
    unpack(files);
    const { fault, ...covered } = await coverageOf(modules(), name, [key]);
    expect([fault, covered.key]).to.deep.equal([undefined, key]);
  });

  it('in its tarball: nobody’s word any more', () =>
    fc.assert(
      fc.asyncProperty(tampering, async (deed) => {
        const all = tampered(deed);
        if (all !== undefined) expect(await signerOf(tarOf(entries(all)))).not.to.equal(key);
      }),
      { numRuns },
    ));

  it('in any byte of the tar file: refused, or to the byte what was signed', () => {
    const tar = Buffer.concat([...entries(files), Buffer.alloc(1024)]);
    const changes = fc.array(fc.tuple(fc.nat(tar.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    return fc.assert(
      fc.asyncProperty(changes, fc.nat(3), async (flips, blocks) => {
        const other = Buffer.concat([tar, Buffer.alloc(512 * blocks)]);
        for (const [at, byte] of flips) other[at] = byte;
        const found = await readTarball(gzipSync(other)).catch(() => undefined);
        if (found === undefined) return;
        const signer = await signerOf(gzipSync(other));
        if (signer === key)
          expect(isSame(new Map([...found].map(([p, c]) => [p, Buffer.from(c)])))).to.equal(true);
      }),
      { numRuns },
    );
  });

  it('in the folder that it was unpacked to: not loaded', () =>
    fc.assert(
      fc.asyncProperty(tampering, async (deed) => {
        const all = tampered(deed);
        if (all === undefined || !unpack(all)) return;
        const { fault } = await coverageOf(modules(), name, [key]);
        expect(fault, JSON.stringify(deed)).to.be.a('string');
      }),
      { numRuns },
    ));

  it('by what is no file: links, pipes and odd names are never loaded', async () => {
    const { execFileSync } = await import('node:child_process');
    const { linkSync, symlinkSync } = await import('node:fs');
    const odd = {
      'a link to a file': (at) => symlinkSync('register.js', join(at, 'commands/evil.js')),
      'a link to a folder': (at) => symlinkSync('commands', join(at, 'more')),
      'a link to nothing': (at) => symlinkSync('/nowhere', join(at, 'more.js')),
      'a hard link': (at) => linkSync(join(at, 'register.js'), join(at, 'commands/evil.js')),
      'a pipe': (at) => execFileSync('mkfifo', [join(at, 'pipe')]),
      'a name that is no UTF-8': (at) =>
        writeFileSync(Buffer.concat([Buffer.from(`${at}/`), Buffer.of(0xff, 0xfe)]), ''),
      'a name of two lines': (at) => writeFileSync(join(at, 'a\nb'), ''),
      'another case': (at) => renameSync(join(at, 'register.js'), join(at, 'Register.js')),
    };
    for (const [what, make] of Object.entries(odd)) {
      unpack(files);
      make(join(modules(), name));
      expect((await coverageOf(modules(), name, [key])).fault, what).to.be.a('string');
    }
  });

  it('by a file whose name is the rest of a line of what is signed', async () => {
    const lines = [...files]
      .filter(([path]) => path !== signatureFile)
      .map(([path, content]) => [
        `${createHash('sha512').update(content).digest('hex')}  ${path}`,
        path,
      ])
      .toSorted();
    // Any two that stand one after the other, but for the package.json that names the package.
    const at = lines.findIndex(
      (line, n) => ![line, lines[n + 1]].some(([, path]) => path === 'package.json'),
    );
    const [[, first], [second, gone]] = lines.slice(at, at + 2);
    const all = new Map(files);
    all.set(`${first}\n${second}`, files.get(first));
    all.delete(first);
    all.delete(gone);
    expect(unpack(all)).to.equal(true);
    expect((await coverageOf(modules(), name, [key])).fault).to.contain('no plain name');
    expect(await signerOf(tarOf(entries(all)))).to.equal('refused');
  });

  const modules = () => join(folder, 'node_modules');

  /** Writes the files; false where no folder can hold them (a file that is a folder too). */
  function unpack(all) {
    rmSync(modules(), { recursive: true, force: true });
    try {
      for (const [path, content] of all) {
        const file = join(modules(), name, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
        if (!readFileSync(file).equals(content)) return false;
      }
    } catch {
      return false;
    }
    return true;
  }
});
