import { expect } from 'chai';
import fc from 'fast-check';
import { isNixaiError } from '@nixai/api';
import { textHash } from '../disk/hash.js';
import type { BackedUpPath, WrittenManifest } from './manifest.js';
import { manifestText, pathListText, readManifest, readPathList } from './text.js';

const manifest: WrittenManifest = {
  ...{ format: 'nixai-store-backup', version: 1, id: '20261129T181305Z-3fa9c1' },
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
    ...{ path: `/nix/store/${name}`, narHash: 'sha256-AAAA=', narSize: 3, references: [name] },
    ...{ nar: 'nar/a.nar', narinfo: 'ab' },
  });

  it('comes back as it was written, a path a line, and is believed only as its manifest has it', () => {
    const paths = [path('a'), path('b')];
    const text = pathListText(paths);
    expect(text.split('\n')).to.have.length(5);
    const known = { pathList: { sha256: textHash(text), paths: 2, bytes: 6 } };
    expect(readPathList(text, known, 'it')).to.deep.equal(paths);
    expect(
      readPathList(
        pathListText([]),
        { pathList: { ...known.pathList, sha256: textHash(pathListText([])) } },
        'it',
      ),
    ).to.deep.equal([]);
    expect(() => readPathList(text.replace('/a', '/c'), known, 'it')).to.throw(
      'cannot be believed',
    );
  });
});
