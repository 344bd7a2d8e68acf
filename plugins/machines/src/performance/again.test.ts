import { expect } from 'chai';
import { errorCode } from '@nixai/api/testing';
import { performanceFindings, watchingOfOptions, watchingOptions } from './again.js';

const flags = { metrics: 'cpu,memory', duration: '1m', every: '5s' };

describe('what a timer measures', () => {
  it('is read as it was written', () => {
    const words = { ...flags, 'alert-thresholds': ['cpu>80%', 'memory > 90%'] };
    const { thresholds, duration } = watchingOfOptions(watchingOptions(words));
    expect([thresholds.map(({ above }) => above), duration]).to.deep.equal([[80, 90], 60]);
  });

  it('has a threshold, and ends before the timer comes again', async () => {
    expect(await errorCode(() => watchingOptions(flags))).to.equal('usage');
    const long = { ...flags, duration: '24h', 'alert-thresholds': ['cpu>80%'] };
    expect(await errorCode(() => watchingOptions(long))).to.equal('usage');
  });

  it('is told where it lasts, and not for one peak', () => {
    const ids = (above: number, killed = 0) =>
      performanceFindings({
        ...{ name: 'web1', samples: 12, killed },
        over: [{ threshold: 'cpu > 80%', samples: above, highest: 99.123 }],
      }).map(({ id, summary }) => `${id}: ${summary}`);
    expect(ids(5)).to.deep.equal([]);
    expect(ids(6)).to.deep.equal(['cpu>80%: above it in 6 of 12 samples, at most 99.1']);
    expect(ids(0, 2)).to.deep.equal(['killed: 2 programs were killed for memory']);
  });
});
