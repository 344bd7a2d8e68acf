import { expect } from 'chai';
import fc from 'fast-check';
import { compareLook, nothingKnown, type Change, type Memory } from './compare.js';
import { monitoredSeverities, type Look, type Observed } from './observed.js';

const observed = (id: string, more: Partial<Observed> = {}): Observed => ({
  machine: 'web1',
  id,
  severity: 'medium',
  summary: id,
  fingerprint: '1',
  ...more,
});
const look = (...all: readonly Observed[]): Look => ({
  observed: all,
  seen: ['web1'],
  unseen: [],
});
const gone: Look = { observed: [], seen: [], unseen: [{ machine: 'web1', why: 'no answer' }] };

/** What is told in each run of several. */
function told(...looks: readonly Look[]): readonly (readonly string[])[] {
  let memory: Memory = nothingKnown;
  return looks.map((one, at) => {
    const { after, changes } = compareLook(memory, one, new Date(Date.UTC(2026, 0, 1 + at)));
    memory = after;
    return changes.map(({ kind, id }) => `${kind} ${id}`.trim());
  });
}

describe('what a monitor tells', () => {
  it('is told once, and again where it became worse or another', () => {
    expect(
      told(
        look(observed('a')),
        look(observed('a')),
        look(observed('a', { fingerprint: '2' })),
        look(observed('a', { severity: 'high', fingerprint: '2' })),
        look(observed('a', { severity: 'low', fingerprint: '2' })),
      ),
    ).to.deep.equal([['new a'], [], ['changed a'], ['worse a'], []]);
  });

  it('is over where it was gone twice in a row', () => {
    expect(told(look(observed('a')), look(), look(observed('a')), look(), look())).to.deep.equal([
      ['new a'],
      [],
      [],
      [],
      ['cleared a'],
    ]);
  });

  it('stays as it was of a machine that cannot be looked at, which is told once', () => {
    expect(told(look(observed('a')), gone, gone, gone, look(observed('a')), look())).to.deep.equal([
      ['new a'],
      ['unreachable'],
      [],
      [],
      ['back'],
      [],
    ]);
  });

  it('is of nobody where a machine is not looked at any more', () => {
    const other: Look = { observed: [], seen: ['web2'], unseen: [] };
    expect(told(look(observed('a')), other, other, other)).to.deep.equal([['new a'], [], [], []]);
    expect(told(gone, other, gone)).to.deep.equal([['unreachable'], [], ['unreachable']]);
  });

  it('begins with the worst', () => {
    const [first] = told(look(observed('a'), observed('b', { severity: 'critical' })));
    expect(first).to.deep.equal(['new b', 'new a']);
  });

  it('whatever comes: nothing is told twice, and what is open has been told', () => {
    const finding = fc.record({
      machine: fc.constantFrom('m1', 'm2'),
      id: fc.constantFrom('a', 'b', 'c'),
      severity: fc.constantFrom(...monitoredSeverities),
      summary: fc.constant('x'),
      fingerprint: fc.constantFrom('1', '2'),
    });
    const aLook = fc
      .tuple(
        fc.uniqueArray(finding, { selector: ({ machine, id }) => `${machine} ${id}` }),
        fc.subarray(['m1', 'm2']),
      )
      .map(([all, seen]): Look => ({
        observed: all.filter(({ machine }) => seen.includes(machine)),
        seen,
        unseen: ['m1', 'm2']
          .filter((one) => !seen.includes(one))
          .map((machine) => ({ machine, why: 'x' })),
      }));
    fc.assert(
      fc.property(fc.array(aLook, { maxLength: 12 }), (looks) => {
        let memory: Memory = nothingKnown;
        const open = new Set<string>();
        for (const one of looks) {
          const { after, changes } = compareLook(memory, one, new Date(0));
          const key = ({ machine, id }: Pick<Change, 'machine' | 'id'>) => `${machine} ${id}`;
          for (const change of changes) {
            if (change.kind === 'new') expect(open.has(key(change))).to.equal(false);
            if (change.kind === 'cleared') expect(one.seen).to.include(change.machine);
            if (change.kind === 'new' || change.kind === 'unreachable') open.add(key(change));
            if (change.kind === 'cleared' || change.kind === 'back')
              expect(open.delete(key(change))).to.equal(true);
          }
          for (const each of one.observed) expect(open.has(key(each))).to.equal(true);
          // Looked at once more at once, nothing is another.
          const again = compareLook(after, one, new Date(0)).changes;
          expect(again.filter(({ kind }) => kind !== 'cleared')).to.deep.equal([]);
          memory = after;
        }
      }),
    );
  });
});
