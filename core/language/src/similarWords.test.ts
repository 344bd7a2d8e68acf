import { expect } from 'chai';
import { similarWords } from './similarWords.js';

describe('similarWords', () => {
  it('finds what was meant, nearest first', () => {
    const words = ['nginx', 'nix', 'engine', 'postgresql', 'postgrest'];
    expect(similarWords(words, 'ngnix', 3).map(({ word }) => word)).to.deep.equal(['nginx']);
    expect(similarWords(words, 'postgrsql', 3)[0]?.word).to.equal('postgresql');
  });

  it('does not guess at very short words', () => {
    expect(similarWords(['git', 'gif'], 'gix', 3)).to.deep.equal([]);
  });
});
