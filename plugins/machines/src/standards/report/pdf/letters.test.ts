import { expect } from 'chai';
import fc from 'fast-check';
import { withLetters, wrapped } from './letters.js';

const latin = new Set(Array.from({ length: 0x17f }, (_, code) => code));

describe('texts of a PDF', () => {
  it('have no letter that the font has not: it is named', () => {
    let missed = 0;
    const shown = withLetters('Zoë\n中 → Я', latin, () => missed++);
    expect([shown, missed]).to.deep.equal(['Zoë U+4E2D -> U+042F', 2]);
  });

  it('are cut into lines that fit, and lose nothing', () => {
    const widthOf = (text: string): number => text.length;
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 })),
        fc.integer({ min: 1, max: 30 }),
        (words, width) => {
          const text = words.map((word) => word.replaceAll(' ', '_')).join(' ');
          const lines = wrapped(text, width, widthOf);
          expect(lines.every((line) => line.length <= width)).to.equal(true);
          expect(lines.join('').replaceAll(' ', '')).to.equal(text.replaceAll(' ', ''));
        },
      ),
    );
  });
});
