import { expect } from 'chai';
import { checkDiagnosisRule } from '@nixai/api/testing';
import { diagnosed } from './diagnose.js';
import { rules } from '../rules/index.js';
import { readSamples, type Sample } from './readSamples.js';

const samples = readSamples();

/** What stands in the wrong way of a sample; empty if it is diagnosed rightly. */
function faultsOf({ log, class: wanted, culprit, fix }: Sample): string[] {
  const [first] = diagnosed(log).findings;
  if (first === undefined) return ['nothing is found'];
  const named = [first.culprit, first.at?.file, first.at?.line, first.at?.column].join(' ');
  const advice = first.fixes.map(({ title, code = '' }) => `${title}\n${code}`).join('\n');
  return [
    ...(first.class === wanted ? [] : [`found ${first.class} (${first.culprit})`]),
    ...(named.includes(culprit) ? [] : [`named ${named}`]),
    ...fix.filter((text) => !advice.includes(text)).map((text) => `no fix says ${text}`),
  ];
}

describe('diagnosis of the samples', () => {
  for (const sample of samples)
    it(`${sample.name}: ${sample.culprit}`, () => {
      expect(faultsOf(sample)).to.deep.equal([]);
    });

  it('has at least three for each class', () => {
    for (const one of new Set(rules.map((rule) => rule.class)))
      expect(samples.filter(({ class: its }) => its === one).length, one).to.be.at.least(3);
  });
});

describe('the rules', () => {
  it('keep the contract', () => {
    const faults = rules.flatMap((rule) => checkDiagnosisRule(rule, []));
    expect(faults.filter((fault) => !fault.endsWith('has no sample'))).to.deep.equal([]);
  });

  it('have names of their own', () => {
    expect(new Set(rules.map(({ id }) => id)).size).to.equal(rules.length);
  });
});
