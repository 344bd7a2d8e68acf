import { expect } from 'chai';
import fc from 'fast-check';
import type { Snapshot } from '../engines/engine.js';
import { toForget } from './policy.js';

const hour = 3_600_000;
const start = Date.UTC(2026, 0, 1);
const at = (hours: number, host = 'web1'): Snapshot => {
  const made = new Date(start + hours * hour).toISOString();
  return { id: `${made}-${host}`, made, host };
};

describe('which backups may go', () => {
  it('are those that no rule keeps: the newest of each day stays', () => {
    const all = [at(1), at(5), at(25), at(30), at(49)];
    const gone = toForget(all, { daily: 2 }, new Set());
    expect(gone).to.deep.equal([at(1), at(5), at(25)]);
  });

  it('are judged for each machine by itself', () => {
    const all = [at(1), at(2, 'db1'), at(3)];
    expect(toForget(all, { last: 1 }, new Set())).to.deep.equal([at(1)]);
  });

  it('are never those that must stay, and never more than the rules say', () => {
    const hours = fc.uniqueArray(fc.nat(24 * 400), { minLength: 1, maxLength: 60 });
    const count = fc.nat(5);
    const policy = fc.record({ last: count, daily: count, weekly: count, monthly: count });
    fc.assert(
      fc.property(hours, policy, fc.nat(59), (some, rules, index) => {
        const all = some.sort((a, b) => a - b).map((one) => at(one));
        const stays = all[index % all.length]?.id ?? '';
        const gone = new Set(toForget(all, rules, new Set([stays])).map(({ id }) => id));
        expect(gone.has(stays)).to.equal(false);
        const most = rules.last + rules.daily + rules.weekly + rules.monthly + 1;
        expect(all.length - gone.size).to.be.at.most(most);
        for (const { id } of rules.last > 0 ? all.slice(-rules.last) : [])
          expect(gone.has(id)).to.equal(false);
      }),
    );
  });

  it('are none of those whose time cannot be read', () => {
    const odd = { id: 'x', made: 'then', host: 'web1' };
    expect(toForget([odd, at(1)], { last: 1 }, new Set())).to.deep.equal([]);
  });
});
