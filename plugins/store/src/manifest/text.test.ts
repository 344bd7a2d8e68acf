import { expect } from 'chai';
import fc from 'fast-check';
import { isNixaiError } from '@nixai/api';
import { textHash } from '../disk/hash.js';
import type { BackedUpPath, WrittenManifest } from './manifest.js';
import { manifestText, pathListText, readManifest, readPathList } from './text.js';

const manifest: WrittenManifest = {
  ...{ format: 'nixai-store-backup', version: 1, id: '20261129T181305042Z-3fa9c1' },
  ...{
    made: '2026-11-29T18:13:05.000Z',
    host: 'web1',
    platform: 'x86_64-linux',
    scope: ['system'],
    tools: { nix: '2.8.0' },
  },
  ...{
    store: '/nix/store',
    roots: [],
    pathList: { sha256: '', paths: 0, bytes: 0 },
    cacheInfo: '',
    archives: [],
    left: ['/home'],
  },
};

const storePath = (name: string): string => `/nix/store/${'a'.repeat(32)}-${name}`;
/** What is no path of a store, though a program may know what to do with it. */
const oddPaths = [
  ...['--option', 'plugin-files', '/tmp/evil.so', '-x', '/nix/store', `${storePath('x')}/..`],
  ...[1, null],
];

function codeOf(text: string): string {
  try {
    readManifest(text, 'it');
    return 'believed';
  } catch (error) {
    return isNixaiError(error) ? error.code : String(error);
  }
}

describe('a manifest', () => {
  it('comes back as it was written', () => {
    expect(readManifest(manifestText(manifest), 'it')).to.deep.equal(manifest);
  });

  it('is not believed with any bit turned over, or any end cut off', () => {
    const bytes = Buffer.from(manifestText(manifest));
    for (let at = 0; at < bytes.length; at++)
      for (let bit = 0; bit < 8; bit++) {
        const other = Buffer.from(bytes);
        other[at] = (other[at] ?? 0) ^ (1 << bit);
        expect(codeOf(other.toString()), `${at}.${bit}`).to.equal('manifest-damaged');
      }
    for (let end = 0; end < bytes.length; end++)
      expect(codeOf(bytes.subarray(0, end).toString())).to.equal('manifest-damaged');
  });

  it('is refused where it is newer than what reads it', () => {
    expect(codeOf(manifestText({ ...manifest, version: 2 }))).to.equal('manifest-newer');
  });

  it('of a stranger names nothing that leads elsewhere, or that a program takes for an option', () => {
    const file = { path: '/etc/x', kind: 'file', mode: 0, uid: 0, gid: 0, size: 1, modified: '' };
    const archive = { name: 'files.tar', sha256: 'a'.repeat(64), size: 1, files: [file] };
    const whole = {
      ...manifest,
      roots: [{ name: 'profiles/system', path: storePath('a') }],
      archives: [archive],
    };
    expect(codeOf(manifestText(whole as unknown as WrittenManifest))).to.equal('believed');
    const odd: object[] = [
      ...['../x', '', 7, '20261129T181305042Z-3fa9c1/../../x'].map((id) => ({ id })),
      ...['', '--x', 'nix/store', '/nix/store\n', 1].map((store) => ({ store })),
      ...oddPaths.map((at) => ({ roots: [{ name: 'a', path: at }] })),
      // A root's name becomes that of a link: none that is the folder itself, or the one above.
      ...['..', '.', '', '/', '../..', 'a\0b', 7].map((name) => ({
        roots: [{ name, path: storePath('a') }],
      })),
      { roots: [{ path: storePath('a') }] },
      { roots: [null] },
      { archives: {} },
      { archives: [null] },
      { archives: [{ ...archive, name: '../../x.tar' }] },
      { archives: [{ ...archive, files: {} }] },
      { left: [{}] },
      { pathList: null },
      ...['etc/x', '/etc/../x', '/etc/\0', 1].map((at) => ({
        archives: [{ ...archive, files: [{ ...file, path: at }] }],
      })),
    ];
    for (const part of odd) {
      const text = manifestText({ ...whole, ...part } as unknown as WrittenManifest);
      expect(codeOf(text), JSON.stringify(part)).to.equal('manifest-damaged');
    }
  });

  it('is refused in a sentence whatever stands there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(codeOf(text)).to.equal('manifest-damaged');
      }),
    );
  });
});

describe('a list of store paths', () => {
  const path = (name: string): BackedUpPath => ({
    ...{ path: storePath(name), narHash: 'sha256-AAAA=', narSize: 3, references: [name] },
    ...{ nar: 'nar/a.nar', narinfo: 'ab' },
  });

  it('comes back as it was written, a path a line, and is believed only as its manifest has it', () => {
    const paths = [path('a'), path('b')];
    const text = pathListText(paths);
    expect(text.split('\n')).to.have.length(5);
    const known = { store: '/nix/store', pathList: { sha256: textHash(text), paths: 2, bytes: 6 } };
    expect(readPathList(text, known, 'it')).to.deep.equal(paths);
    expect(
      readPathList(
        pathListText([]),
        { ...known, pathList: { ...known.pathList, sha256: textHash(pathListText([])) } },
        'it',
      ),
    ).to.deep.equal([]);
    expect(() => readPathList(text.replace('-a', '-c'), known, 'it')).to.throw(
      'cannot be believed',
    );
  });

  it('of a stranger is not believed where a path in it is none', () => {
    const odd = [
      ...oddPaths.map((one) => ({ ...path('a'), path: one })),
      ...[null, { ...path('a'), references: [1] }, { ...path('a'), narSize: -1 }],
    ] as readonly BackedUpPath[];
    for (const one of odd) {
      const text = pathListText([path('b'), one]);
      const known = {
        store: '/nix/store',
        pathList: { sha256: textHash(text), paths: 2, bytes: 6 },
      };
      expect(() => readPathList(text, known, 'it'), JSON.stringify(one)).to.throw('believed');
    }
  });
});
