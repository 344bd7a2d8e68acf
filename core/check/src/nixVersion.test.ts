import { expect } from 'chai';
import { createTestHost } from '@nixai/api/testing';
import { createChecker } from './check.js';
import { isAtLeast } from './nixVersion.js';
import { processes } from '@nixai/api';

const late = '{ a.b.c = 1; a = { b = { d = 2; }; }; }';
const piped = 'f: { a = 1 |> f; }';

/** @param nix what `nix --version` says, where there is one. */
async function told(config: Record<string, unknown>, nix?: string, text = late) {
  const runner = {
    which: async () => (nix === undefined ? undefined : '/bin/nix'),
    run: async () => ({ code: 0, stdout: nix ?? '', stderr: '' }),
  };
  const engine = { catalog: async () => undefined, optionSetDescription: async () => ({}) };
  const service = async ({ key }: { key: symbol }) => (key === processes.key ? runner : engine);
  const host = createTestHost({ config, otherServices: { service: service as never } });
  const { findings } = await createChecker(host).check({ name: 'a.nix', text });
  return findings
    .filter(({ rule }) => rule === 'late-merge' || rule === 'syntax-pipe-operator')
    .map(({ severity }) => severity);
}

describe('a pipe', () => {
  it('is an error with a Nix that has none, and a note where the feature has to be on', async () => {
    expect(await told({ nix_version: '2.18.1' }, undefined, piped)).to.deep.equal(['error']);
    expect(await told({ nix_version: '2.24' }, undefined, piped)).to.deep.equal(['note']);
    expect(await told({}, 'nix (Lix, like Nix) 2.18.1', piped)).to.deep.equal(['note']);
    expect(await told({}, undefined, piped)).to.deep.equal(['note']);
  });
});

describe('what only a newer Nix merges', () => {
  it('is a note where nobody knows the Nix', async () => {
    expect(await told({})).to.deep.equal(['note']);
  });

  it('is an error with the Nix that is configured, or is here, and nothing with a newer one', async () => {
    expect(await told({ nix_version: '2.24' }, 'nix (Nix) 2.31.2')).to.deep.equal(['error']);
    expect(await told({}, 'nix (Nix) 2.18.1')).to.deep.equal(['error']);
    expect(await told({}, 'nix (Nix) 2.31.2')).to.deep.equal([]);
    expect(await told({}, 'nix (Lix, like Nix) 2.94.0')).to.deep.equal(['note']);
  });

  it('goes by numbers, not by letters', () => {
    expect(isAtLeast('2.26', '2.26')).to.equal(true);
    expect(isAtLeast('2.9.1', '2.26')).to.equal(false);
    expect(isAtLeast('3.0', '2.26')).to.equal(true);
  });
});
