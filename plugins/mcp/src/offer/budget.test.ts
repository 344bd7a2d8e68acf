import { expect } from 'chai';
import fc from 'fast-check';
import { isNixaiError } from '@nixai/api';
import { portion } from './budget.js';
import { tokensOf } from './definitions.js';

const answerOf = (texts: readonly string[]) => ({
  about: 'About.',
  items: texts.map((text, at) => ({ text, data: { at, text } })),
});

describe('a result within its budget', () => {
  it('is whole where it fits, and has no cursor', () => {
    const { text, data } = portion(answerOf(['one', 'two']), 1000, 'key');
    expect(text).to.equal('About.\n\none\ntwo');
    expect(data).to.deep.equal({
      about: 'About.',
      items: [
        { at: 0, text: 'one' },
        { at: 1, text: 'two' },
      ],
    });
  });

  it('is cut between items, and the cursors give all of them, each once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 300, unit: 'grapheme' }), { maxLength: 60 }),
        fc.integer({ min: 250, max: 2000 }),
        (texts, budget) => {
          const seen: number[] = [];
          let cursor: string | undefined;
          do {
            const { text, data } = portion(answerOf(texts), budget, 'key', cursor);
            expect(tokensOf(text)).to.be.at.most(budget);
            expect(tokensOf(JSON.stringify(data))).to.be.at.most(budget + 20);
            seen.push(...data.items.map((item) => (item as { at: number }).at));
            expect(data.left ?? 0).to.equal(texts.length - seen.length);
            cursor = data.cursor;
          } while (cursor !== undefined);
          expect(seen).to.deep.equal(texts.map((_, at) => at));
        },
      ),
    );
  });

  it('shortens one item that is longer than all of it, and says so', () => {
    const long = 'a line\n'.repeat(5000);
    const { text, data } = portion(answerOf([long, 'next']), 500, 'key');
    expect(tokensOf(text)).to.be.at.most(500);
    expect(tokensOf(JSON.stringify(data))).to.be.at.most(520);
    expect(text).to.include('… (cut)');
    expect(data.left).to.equal(1);
  });

  it('refuses a cursor of another call', () => {
    const texts = Array.from({ length: 50 }, (_, at) => `${at} ${'x'.repeat(90)}`);
    const { data } = portion(answerOf(texts), 300, 'one');
    for (const cursor of [data.cursor, 'x', '3.', '-1.00000000', ''])
      try {
        portion(answerOf(texts), 300, 'other', cursor);
        expect.fail(`${cursor} was taken`);
      } catch (error) {
        expect(isNixaiError(error) && error.code).to.equal('usage');
      }
  });
});
