import { expect } from 'chai';
import { stemOf } from './stem.js';

describe('the stem of a word', () => {
  it('is one for what grammar makes of it', () => {
    for (const words of [
      ['compress', 'compressed', 'compression', 'compresses'],
      ['address', 'addresses', 'addressing'],
      ['printer', 'printers', 'printing'],
      ['synchronize', 'synchronization', 'synchronise'],
    ])
      expect([...new Set(words.map(stemOf))], words.join()).to.have.length(1);
  });

  it('is never of less than three letters', () => {
    expect(['bus', 'ssh', 'red'].map(stemOf)).to.deep.equal(['bus', 'ssh', 'red']);
  });
});
