import { expect } from 'chai';
import { setImmediate } from 'node:timers/promises';
import type { NixaiError, Prompt } from '@nixai/api';
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

describe('a question that is left', () => {
  /** How the question ends once it is asked and these keys are pressed. */
  async function endOf(ask: (prompt: Prompt) => Promise<unknown>, ...keys: string[]) {
    const asked = ask(createPrompt(true, new AbortController().signal)).then(
      () => 'answered',
      ({ code }: NixaiError) => code,
    );
    while (process.stdin.listenerCount('keypress') === 0) await setImmediate();
    for (const name of keys) process.stdin.emit('keypress', undefined, { name });
    return asked;
  }

  it('is left by Esc, a yes or no and a menu by q as well', async () => {
    const choices = [{ name: 'A', value: 'a' }];
    for (const key of ['escape', 'q']) {
      expect(await endOf((prompt) => prompt.confirm('Write?'), key)).to.equal('interrupted');
      expect(await endOf((prompt) => prompt.select('Which?', choices), key)).to.equal(
        'interrupted',
      );
    }
    expect(await endOf((prompt) => prompt.input('Name?'), 'q', 'escape')).to.equal('interrupted');
  });
});
