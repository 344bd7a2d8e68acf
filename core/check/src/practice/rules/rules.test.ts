import { expect } from 'chai';
import { checkCheckRule } from '@nixai/api/testing';
import { practiceRules } from './index.js';

describe('rules of practice', () => {
  for (const rule of practiceRules)
    it(`${rule.id} tells of what it should, and of nothing else`, () =>
      expect(checkCheckRule(rule)).to.deep.equal([]));

  it('are at least forty, each of its own name', () => {
    expect(practiceRules.length).to.be.at.least(40);
    expect(new Set(practiceRules.map(({ id }) => id)).size).to.equal(practiceRules.length);
  });
});
