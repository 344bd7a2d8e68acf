import type { Host } from '@nixai/api';
import { expect } from 'chai';
import { rules } from '../rules/index.js';
import { createExplainer } from './explainer.js';

const host = {
  diagnosisRules: {
    list: async () => [{ name: 'nixai', origin: 'nixai', create: async () => rules }],
  },
} as unknown as Host;

const explain = (question: string) => createExplainer(host).explain(question);

describe('an error message in a question', () => {
  it('is explained as it was printed', async () => {
    const found = await explain("error: undefined variable 'foo' when I rebuild");
    expect(found?.title).to.contain('foo');
    expect(found?.steps).not.to.be.empty;
    expect(found?.more).to.contain('nixai diagnose');
  });

  for (const [question, named] of [
    ['programs.foo.bar option does not exist', 'programs.foo.bar'],
    ['services.foo.enable has conflicting definition values', 'services.foo.enable'],
    ['attribute agenixRoot missing after an update', 'agenixRoot'],
    ['undefined variable raw', 'raw'],
  ] as const)
    it(`is explained as people shorten it: ${question}`, async () => {
      expect((await explain(question))?.title).to.contain(named);
    });

  for (const question of [
    'how do I enable bluetooth?',
    'why does my build fail',
    'is it an error to use nix-env?',
    'what to do about a missing firmware',
    'nixos-rebuild fails, configuration.nix does not exist',
  ])
    it(`is not seen where there is none: ${question}`, async () => {
      expect(await explain(question)).to.equal(undefined);
    });
});
