import { expect } from 'chai';
import { atOnceIn } from './atOnce.js';

const built = (at: number, seconds: number) => ({
  ...{ derivation: '/nix/store/a.drv', outcome: 'built' as const, at, seconds },
  phases: [],
});

describe('how many builds ran at once', () => {
  it('is one where each begins in the millisecond in which another ends', () => {
    const said = atOnceIn([built(0.1, 0.2), built(0.3, 1.1)], 2);
    expect(said).to.deep.equal({ most: 1, places: 2, seconds: 1.3, idle: 1.3 });
  });

  it('is two where one begins before the end of the other', () => {
    expect(atOnceIn([built(0.1, 0.201), built(0.3, 1.1)], 2)?.most).to.equal(2);
  });
});
