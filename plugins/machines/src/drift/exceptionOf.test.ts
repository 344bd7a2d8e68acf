import { expect } from 'chai';
import { errorCode } from '@nixai/api/testing';
import { exceptionOf, type Agreement } from './exceptionOf.js';

describe('what somebody agrees to', () => {
  const now = new Date('2026-11-30T10:00:00Z');
  const agreement: Agreement = {
    machine: 'web1',
    finding: 'etc-unmanaged:/etc/a:b',
    reason: 'by the hoster',
    expiry: '2d',
    approvedBy: 'ada',
  };

  it('is a finding that there can be, until a day', () => {
    expect(exceptionOf(agreement, now)).to.deep.equal({
      machine: 'web1',
      finding: 'etc-unmanaged:/etc/a:b',
      reason: 'by the hoster',
      until: '2026-12-02',
      approvedBy: 'ada',
    });
  });

  it('has an id that drift-check gives, a reason and a name', async () => {
    for (const [wrong, code] of [
      [{ finding: 'made-up:/etc/x' }, 'machine-word'],
      [{ finding: 'etc-unmanaged' }, 'machine-word'],
      [{ finding: 'etc-unmanaged:' }, 'machine-word'],
      [{ finding: 'constructor:x' }, 'machine-word'],
      [{ finding: '' }, 'machine-word'],
      [{ reason: '  ' }, 'machine-word'],
      [{ approvedBy: '' }, 'machine-word'],
      [{ expiry: 'soon' }, 'usage'],
    ] as const)
      expect(
        await errorCode(() => exceptionOf({ ...agreement, ...wrong }, now)),
        JSON.stringify(wrong),
      ).to.equal(code);
  });
});
