import { expect } from 'chai';
import type { NixaiError } from '@nixai/api';
import { createPrompt } from './prompt.js';

describe('a question that nobody can be asked', () => {
  const { signal } = new AbortController();
  const hintOf = (asked: Promise<unknown>) =>
    asked.then(
      () => undefined,
      ({ hint }: NixaiError) => hint,
    );

  it('names --yes where that is what answers it', async () => {
    expect(await hintOf(createPrompt(false, signal, true).confirm('Write this?'))).to.equal(
      'run it at a terminal, or give --yes',
    );
  });

  it('names no flag that the command has not, or that answers something else', async () => {
    const asked = [
      createPrompt(false, signal).confirm('Write this?'),
      createPrompt(false, signal, true).input('Its name?'),
    ];
    for (const one of asked) expect(await hintOf(one)).to.contain('see --help');
  });
});
