import { expect } from 'chai';
import fc from 'fast-check';
import { endOf, typedAs } from './end.js';

describe('the end of a line that is being typed', () => {
  it('is a word of the last command, with its quote', () => {
    expect(endOf('explain-option services.ng')).to.deep.include({ word: 'services.ng', quote: '' });
    expect(endOf('ask ')).to.deep.equal({ step: 'ask ', word: '', quote: '' });
    expect(endOf('health && check "my fi')).to.deep.equal({
      ...{ step: 'check "my fi', word: 'my fi', quote: '"' },
    });
    expect(endOf("check 'a && b; c")).to.deep.include({ step: "check 'a && b; c", quote: "'" });
    expect(endOf('check "a b" c')).to.deep.include({ word: 'c', quote: '' });
    expect(endOf('check a\\ b')).to.deep.include({ word: 'a b', quote: '' });
    expect(endOf("what's ne")).to.deep.include({ word: 'ne', quote: '' });
  });

  it('goes on so that what is typed is read as it is', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '.', ';', '&', '|', '>') });
    fc.assert(
      fc.property(text, fc.constantFrom('', '"'), (rest, quote) => {
        expect(endOf(`check ${quote}x${typedAs(rest, quote)}`).word).to.equal(`x${rest}`);
      }),
    );
  });
});
