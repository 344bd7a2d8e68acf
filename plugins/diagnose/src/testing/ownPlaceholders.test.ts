import { createRedactor } from '@nixai/safety';
import { expect } from 'chai';
import { diagnosed } from './diagnose.js';
import { readSamples } from './readSamples.js';

describe('the code of a fix, as it is printed', () => {
  it('keeps its placeholders: the redactor takes none for a secret, for every sample', async () => {
    const { redactLines } = await createRedactor();
    const codes = readSamples().flatMap(({ name, log }) =>
      diagnosed(log).findings.flatMap(({ fixes }) =>
        fixes.map(({ code = '' }) => ({ name, code })),
      ),
    );
    const taken = codes
      .map(({ name, code }) => `${name}: ${redactLines(code)}`)
      .filter((text) => text.includes('<SECRET'));
    expect(taken).to.deep.equal([]);
  });
});
