import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { hexOfNixHash, nixBase32, waysOfWriting } from './index.js';

describe('a hash as Nix writes it', () => {
  const hex = createHash('sha256').update('').digest('hex');
  it('is the same in base 16, 32 and 64', () => {
    // nix hash to-base32, to-sri of the hash of nothing.
    for (const written of [
      `sha256:${hex}`,
      'sha256:0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73',
      'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    ])
      expect(hexOfNixHash(written), written).to.equal(hex);
  });

  it('is written in base 32 as it was read', () => {
    expect(nixBase32(hex)).to.equal('0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const written = Buffer.from(bytes).toString('hex');
        expect(hexOfNixHash(`sha256:${nixBase32(written)}`)).to.equal(written);
      }),
    );
  });

  it('is found in a file, however it is written there', () => {
    const ways = waysOfWriting(`sha256:${hex}`);
    expect(ways[0]).to.equal('sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
    expect(ways).to.include.members([hex, '0mdqa9w1p6cmli6976v4wi0sw9r4p5prkj7lzfd1877wk11c9c73']);
    for (const way of ways)
      expect(waysOfWriting(/^sha256/.test(way) ? way : `sha256:${way}`)).to.deep.equal(ways);
    expect(waysOfWriting('md5:abc')).to.deep.equal([]);
  });

  it('is none where it is another kind, or cut', () => {
    for (const written of [
      'md5:abc',
      'sha256-47DEQpj8',
      'sha512-AAAA',
      '',
      `sha256:${'e'.repeat(52)}`,
    ])
      expect(hexOfNixHash(written), written).to.equal(undefined);
  });
});
