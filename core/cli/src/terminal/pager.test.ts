import { expect } from 'chai';
import { pagerFor } from './pager.js';

const long = 'line\n'.repeat(50);

describe('pagerFor', () => {
  it('takes less for what is longer than the screen', () => {
    expect(pagerFor(long, { env: {}, rows: 40 })).to.deep.equal(['less', '-RFX']);
  });

  it('takes what the person has chosen, with its words', () => {
    const env = { PAGER: 'less', NIXAI_PAGER: 'most -w' };
    expect(pagerFor(long, { env, rows: 40 })).to.deep.equal(['most', '-w']);
  });

  it('takes none for what fits, in a pipe, at a dumb terminal, and where none is wanted', () => {
    expect(pagerFor('short', { env: {}, rows: 40 })).to.equal(undefined);
    expect(pagerFor(long, { env: {} })).to.equal(undefined);
    expect(pagerFor(long, { env: { TERM: 'dumb' }, rows: 40 })).to.equal(undefined);
    for (const PAGER of ['', 'cat'])
      expect(pagerFor(long, { env: { PAGER }, rows: 40 })).to.equal(undefined);
  });
});
