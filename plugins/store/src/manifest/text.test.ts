import { expect } from 'chai';
import fc from 'fast-check';
import { isNixaiError } from '@nixai/api';
import type { Manifest } from './manifest.js';
import { manifestText, readManifest } from './text.js';

const manifest: Manifest = {
  ...{ format: 'nixai-store-backup', version: 1, id: '20261129T181305Z-3fa9c1' },
  ...{ made: '2026-11-29T18:13:05.000Z', host: 'web1', scope: ['system'], tools: { nix: '2.8.0' } },
  ...{ store: '/nix/store', roots: [], paths: [], cacheInfo: '', archives: [], left: ['/home'] },
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
