import { expect } from 'chai';
import { escaped } from './escaped.js';

describe('a name of a log in a pattern', () => {
  it('stands for itself, whatever is in it', () => {
    const name = String.raw`tool-\}))4P[V2*.0|^$`;
    expect(new RegExp(`^${escaped(name)}$`).test(name)).to.equal(true);
  });
});
