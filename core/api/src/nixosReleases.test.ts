import { expect } from 'chai';
import { isEndOfLife, nixosRelease, releaseAfter, stableRelease } from './nixosReleases.js';

const stableOn = (day: string) => stableRelease(new Date(day)).release;

describe('the release calendar', () => {
  it('names the newest stable release of a day', () => {
    expect(stableOn('2025-05-22')).to.equal('24.11');
    expect(stableOn('2025-05-23')).to.equal('25.05');
    expect(stableOn('2026-11-29')).to.equal('26.05');
  });

  it('waits for a planned release, which may be late', () => {
    expect(stableOn('2026-12-01')).to.equal('26.05');
    expect(stableOn('2026-12-20')).to.equal('26.11');
  });

  it('goes on by the rule where its data ends', () => {
    expect(stableOn('2029-07-01')).to.equal('29.05');
    expect(releaseAfter({ release: '29.11' })).to.deep.include({
      release: '30.05',
      endOfLife: '2030-12-31',
    });
  });

  it('knows when a release gets no more updates', () => {
    const release = nixosRelease('25.05')!;
    expect(isEndOfLife(release, new Date('2025-12-31T12:00:00Z'))).to.equal(false);
    expect(isEndOfLife(release, new Date('2026-01-01'))).to.equal(true);
  });
});
