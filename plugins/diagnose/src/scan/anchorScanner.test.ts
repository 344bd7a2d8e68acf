import { expect } from 'chai';
import fc from 'fast-check';
import { compileAnchors } from './anchorScanner.js';

/** What a scanner finds in text that comes in pieces: anchor and place. */
function found(anchors: readonly string[], pieces: readonly string[]): [number, number][] {
  const scanner = compileAnchors(anchors)();
  const hits: [number, number][] = [];
  let base = 0;
  for (const piece of pieces) {
    const bytes = Buffer.from(piece, 'latin1');
    scanner.scan(bytes, 0, bytes.length, (anchor, end) => hits.push([anchor, base + end]));
    base += bytes.length;
  }
  return hits.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
}

describe('the anchor scanner', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 });

  it('finds what indexOf finds, overlaps and pieces included', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(letters, { minLength: 1, maxLength: 8 }),
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\\n'), maxLength: 12 }), {
          maxLength: 5,
        }),
        (anchors, pieces) => {
          const text = pieces.join('');
          const expected = anchors.flatMap((anchor, index) =>
            Array.from({ length: text.length }, (_, at) => at)
              .filter((at) => text.startsWith(anchor, at))
              .map((at): [number, number] => [index, at + anchor.length]),
          );
          expected.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
          expect(found(anchors, pieces)).to.deep.equal(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});
