import { expect } from 'chai';
import fc from 'fast-check';
import { parseJson } from './parseJson.js';

describe('JSON of somebody else', () => {
  it('is what JSON.parse says that it is', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(parseJson(text)).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  it('may have brackets in its strings, however they are quoted', () => {
    const text = '['.repeat(1000);
    for (const value of [text, `"${text}`, `\\"${text}`, `${text}\\`, `\\\\"${text}\\\\`])
      expect(parseJson(JSON.stringify([value, value]))).to.deep.equal([value, value]);
  });

  it('is not parsed where it is deeper than data are', () => {
    const nested = (depth: number) => '{"a":['.repeat(depth / 2) + ']}'.repeat(depth / 2);
    expect(() => parseJson(nested(500))).to.not.throw();
    expect(() => parseJson(nested(502))).to.throw('nested more than 500 deep');
    expect(() => parseJson('['.repeat(10_000_000))).to.throw('nested more than 500 deep');
    expect(() => parseJson('[],'.repeat(1000))).to.throw(SyntaxError);
  });

  it('is not parsed where it has more parts than data have', () => {
    expect(() => parseJson(`[${'0,'.repeat(41_000_000)}0]`)).to.throw('more parts');
  });
});
