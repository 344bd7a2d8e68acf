import { expect } from 'chai';
import fc from 'fast-check';
import { globEnds, type GlobPart } from './glob.js';

const expressions = { one: '[^/]', name: '[^/]*', any: '[^]*', folders: '(?:[^]*/)?' };
const sign = fc.constantFrom('a', 'b', '/');
const part = fc.oneof(
  fc.constantFrom<GlobPart>('one', 'name', 'any', 'folders'),
  sign.map((is): GlobPart => ({ is })),
);

describe('globEnds', () => {
  it('ends where an expression of the same meaning does', () => {
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 6 }),
        fc.array(sign, { maxLength: 8 }).map((signs) => signs.join('')),
        (parts, text) => {
          const written = parts.map((one) => (typeof one === 'object' ? one.is : expressions[one]));
          const whole = new RegExp(`^(?:${written.join('')})$`);
          const ends = Array.from({ length: text.length + 1 }, (_, at) => at);
          expect(globEnds(parts, text)).to.deep.equal(
            ends.filter((at) => whole.test(text.slice(0, at))),
          );
        },
      ),
    );
  });

  it('comes to an end where an expression would not', () => {
    const stars = Array.from({ length: 200 }, (): GlobPart[] => ['name', { is: 'a' }]).flat();
    expect(globEnds([...stars, { is: 'b' }], 'a'.repeat(2000))).to.deep.equal([]);
  });
});
