import { expect } from 'chai';
import { takesAnyAttributes } from './optionTypes.js';

describe('what lies below an option of a type', () => {
  for (const type of [
    'attribute set of (submodule)',
    'null or ((submodule) or string convertible to it)',
    '(submodule) or boolean convertible to it',
    'attribute set of ((submodule) or signed integer convertible to it)',
    'list of ((submodule) or ((optionally newline-terminated) single-line string or package) convertible to it)',
    '(attribute set of (submodule)) or (list of (attribute set)) convertible to it',
  ])
    it(`is all declared: ${type}`, () => {
      expect(takesAnyAttributes('networking.defaultGateway', type, true)).to.equal(false);
      expect(takesAnyAttributes('networking.defaultGateway', type, false)).to.equal(true);
    });

  for (const type of [
    'attribute set of (string or (submodule))',
    'attribute set of anything',
    '(attribute set) or string convertible to it',
    'attribute set of (JSON value)',
  ])
    it(`may be anything: ${type}`, () =>
      expect(takesAnyAttributes('networking.defaultGateway', type, true)).to.equal(true));
});
