import { expect } from 'chai';
import type { Profile } from '../results/profile.js';
import { busyOf } from './busy.js';

describe('what builders made of the cores', () => {
  const one = { derivation: 'd', name: 'd', outcome: 'built', seconds: 9, phases: [] } as const;
  const said = (used: number, others: number, there: number, builds: Profile['builds'] = [one]) =>
    busyOf({ builds, cores: { used, others, there } }).join();

  for (const [used, others, there, words] of [
    [1, 0, 8, 'Builders kept 1.0 of 8 cores busy. It did one thing at a time'],
    [0.05, 0, 8, 'It mostly waited'],
    [7.6, 0.2, 8, 'other programs 0.2. More at once makes it no faster here'],
  ] as const)
    it(`is told with what would help: ${used} of ${there}`, () => {
      expect(said(used, others, there)).to.contain(words);
    });

  it('is told alone where other programs took the rest, or nothing follows from it', () => {
    expect(said(0.4, 1.6, 2)).to.equal('Builders kept 0.4 of 2 cores busy, other programs 1.6.');
    expect(said(3, 0, 8)).to.equal('Builders kept 3.0 of 8 cores busy.');
    expect(said(1, 0, 8, [one, one])).to.equal('Builders kept 1.0 of 8 cores busy.');
    expect(busyOf({ builds: [one] })).to.deep.equal([]);
  });
});
