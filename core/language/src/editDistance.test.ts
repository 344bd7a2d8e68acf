import { expect } from 'chai';
import fc from 'fast-check';
import { editDistance } from './editDistance.js';

/** The textbook table, whole. */
function plainDistance(a: string, b: string): number {
  const cost = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (_, column) =>
      row === 0 ? column : column === 0 ? row : 0,
    ),
  );
  const at = (row: number, column: number) => cost[row]?.[column] ?? 0;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      cost[i]![j] = least;
    }
  return at(a.length, b.length);
}

describe('editDistance', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

  it('is the textbook distance up to its limit, and more than the limit beyond', () => {
    fc.assert(
      fc.property(word, word, fc.nat(6), (a, b, limit) => {
        expect(editDistance(a, b, limit)).to.equal(Math.min(plainDistance(a, b), limit + 1));
      }),
      { numRuns: 2000 },
    );
  });

  it('counts swapped neighbours as one slip', () => {
    expect(editDistance('dcoker', 'docker', 2)).to.equal(1);
  });
});
