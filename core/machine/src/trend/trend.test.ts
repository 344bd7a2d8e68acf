import { expect } from 'chai';
import { sparkline } from './index.js';

describe('values over time', () => {
  it('are drawn from the lowest to the highest, with gaps', () => {
    expect(sparkline([1, 2, undefined, 8])).to.equal('▁▂ █');
    expect(sparkline([5, 5])).to.equal('▁▁');
    expect(sparkline([undefined])).to.equal('');
  });
  it('are drawn in a range that is told, and none of them outside of it', () =>
    expect(sparkline([0, 50, 100, 120, -1], [0, 100])).to.equal('▁▅██▁'));
});
