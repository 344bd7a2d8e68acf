import { expect } from 'chai';
import { checkDiagnosisRule } from '@nixai/api/testing';
import { diagnosed } from './diagnose.js';
import { firstFixes } from '../engine/finding.js';
import { rules } from '../rules/index.js';
import { readSamples, type Sample } from './readSamples.js';

const samples = readSamples();

/** What stands in the wrong way of a sample; empty if it is diagnosed rightly. */
function faultsOf(sample: Sample): string[] {
  const [first] = diagnosed(sample.log).findings;
  if (first === undefined) return ['nothing is found'];
  const named = [first.culprit, first.at?.file, first.at?.line, first.at?.column].join(' ');
  const texts = first.fixes.map(({ title, code = '' }) => `${title}\n${code}`);
  const proof = first.excerpt.find(({ hit }) => hit)?.text ?? '';
  const missing = (wanted: readonly string[], where: string, text: string): string[] =>
    wanted.filter((part) => !text.includes(part)).map((part) => `${where} does not say ${part}`);
  return [
    ...(first.class === sample.class ? [] : [`found ${first.class} (${first.culprit})`]),
    ...missing([sample.culprit], 'the culprit', named),
    ...missing(sample.fix, 'no fix', texts.join('\n')),
    ...missing(
      sample.first,
      'what is said first',
      texts.slice(0, firstFixes(first).length).join('\n'),
    ),
    ...missing(sample.message, 'the message', first.message),
    ...missing(sample.proof === undefined ? [] : [sample.proof], 'the proof', proof),
  ];
}

describe('diagnosis of the samples', () => {
  for (const sample of samples)
    it(`${sample.name}: ${sample.culprit}`, () => {
      expect(faultsOf(sample)).to.deep.equal([]);
    });

  it('says of each what the first fix, the cause and the line that proves it are', () => {
    const silent = samples.filter(
      ({ first, message, proof }) => first.length === 0 || message.length === 0 || !proof,
    );
    expect(silent.map(({ name }) => name)).to.deep.equal([]);
  });

  it('has one at least for each rule', () => {
    const found = new Set(samples.map(({ log }) => diagnosed(log).findings[0]?.rule));
    expect(rules.map(({ id }) => id).filter((id) => !found.has(id))).to.deep.equal([]);
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
