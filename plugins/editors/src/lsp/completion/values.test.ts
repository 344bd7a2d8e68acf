import { expect } from 'chai';
import { valueSnippet, valuesOf } from './values.js';

describe('values of a type', () => {
  for (const [type, values] of [
    ['boolean', ['true', 'false']],
    ['null or boolean', ['null', 'true', 'false']],
    ['null or one of "yes", "no, never"', ['null', '"yes"', '"no, never"']],
    ['one of 1, 2', ['1', '2']],
    ['string', []],
  ] as const)
    it(`of ${type}`, () => expect(valuesOf(type)).to.deep.equal(values));

  for (const [type, snippet] of [
    ['boolean', '${1|true,false|}'],
    ['one of "a,b", "c|d"', '${1|"a\\,b","c\\|d"|}'],
    ['string', '"$1"'],
    ['null or string', '"$1"'],
    ['list of package', '[ $1 ]'],
    ['attribute set of (submodule)', '{ $1 }'],
    ['signed integer', '$1'],
  ] as const)
    it(`are written as ${snippet} for ${type}`, () => expect(valueSnippet(type)).to.equal(snippet));
});
