import { expect } from 'chai';
import fc from 'fast-check';
import type { Backup } from './host/snapshots.js';
import { heldBack, toForget } from './prune.js';

const now = new Date('2026-11-30T12:00:00Z');
const backup = (day: number, finished = true): Backup => ({
  id: `2026${String(day).padStart(4, '0')}T000000-aaaaaa`,
  machine: 'web1',
  made: new Date(now.getTime() - (100 - day) * 86_400_000).toISOString(),
  data: `d${day}`,
  ...(finished && { manifest: `m${day}` }),
});

describe('which backups may go', () => {
  it('are those that no rule keeps, and never the newest that was read back, nor the newest', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 12 }),
        fc.nat(11),
        fc.array(fc.nat(99)),
        (days, verifiedAt, kept) => {
          const all = [...days].sort((a, b) => a - b).map((day) => backup(day));
          const verified = all[verifiedAt % all.length]?.id;
          const unkept = new Set(all.map(({ data }) => data));
          kept.forEach((day) => unkept.delete(`d${day}`));
          const gone = toForget(all, unkept, verified, now).map(({ id }) => id);
          expect(gone).not.to.include(verified).and.not.to.include(all.at(-1)?.id);
          for (const { id, data } of all)
            if (!unkept.has(data)) expect(gone).not.to.include(id);
            else if (id !== verified && id !== all.at(-1)?.id) expect(gone).to.include(id);
        },
      ),
    );
  });

  it('and who stays beside what rules keep says why', () => {
    const all = [backup(50), backup(60), backup(70)];
    const unkept = new Set(['d50', 'd60', 'd70']);
    expect(heldBack(all, unkept, all[1]?.id).map(({ id, why }) => [id, why])).to.deep.equal([
      [all[1]?.id, 'it is the newest that was read back'],
      [all[2]?.id, 'it is the newest'],
    ]);
    expect(heldBack(all, new Set(['d50']), all[1]?.id)).to.deep.equal([]);
  });

  it('are also those that came to no end, a day later', () => {
    const all = [backup(50, false), backup(60), backup(100, false)];
    expect(toForget(all, new Set(), undefined, now).map(({ data }) => data)).to.deep.equal(['d50']);
  });
});
