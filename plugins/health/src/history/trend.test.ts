import { expect } from 'chai';
import type { HealthReport } from '../results/report.js';
import { trendsOf } from './trend.js';

describe('values over time', () => {
  it('are told where they are not always the same', () => {
    const report = (used: number, load?: number) =>
      ({
        results: [
          { check: 'disk.space', target: '/', value: used, unit: '%' },
          ...(load === undefined ? [] : [{ check: 'load', value: load }]),
        ],
      }) as unknown as HealthReport;
    expect(trendsOf([report(80, 1), report(90), report(85, 1)])).to.deep.equal([
      { check: 'disk.space', target: '/', unit: '%', values: [80, 90, 85] },
    ]);
  });
});
