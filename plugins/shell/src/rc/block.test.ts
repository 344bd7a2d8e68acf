import { expect } from 'chai';
import fc from 'fast-check';
import { hasBlock, withBlock, withoutBlock } from './block.js';

describe('our lines in the file of a shell', () => {
  it('are taken out without a trace, whatever stood there', () => {
    fc.assert(
      fc.property(
        fc.option(fc.string({ unit: fc.constantFrom('a', '\n', '#', ' ', '\r', 'ü', '>') }), {
          nil: undefined,
        }),
        (text) => {
          const changed = withBlock(text, '. x');
          expect(hasBlock(changed)).to.equal(true);
          expect(withoutBlock(changed)).to.equal(text);
          // A second time changes nothing.
          expect(withBlock(changed, '. x')).to.equal(changed);
          expect(withoutBlock(withBlock(changed, '. y $& z'))).to.equal(text);
        },
      ),
    );
  });

  it('leave what was written below them later', () => {
    expect(withoutBlock(`${withBlock('a', '. x')}b\n`)).to.equal('a\nb\n');
    expect(withoutBlock(`${withBlock(undefined, '. x')}b\n`)).to.equal('b\n');
    expect(withoutBlock('nothing of ours\n')).to.equal('nothing of ours\n');
  });
});
