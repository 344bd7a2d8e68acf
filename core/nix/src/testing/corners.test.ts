import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { accepted, rejected } from './corners.js';

const nixParses = (source: string) =>
  spawnSync('nix-instantiate', ['--parse', '-'], { encoding: 'utf8', input: source });

describe('the corners of the grammar, as Nix sees them', () => {
  before(function () {
    if (nixParses('1').status !== 0) this.skip();
  });

  for (const source of accepted)
    it(`accepts ${JSON.stringify(source)}`, () => {
      const { stderr, status } = nixParses(source);
      // A name that is not defined is found after the syntax, and is no matter of it.
      if (!stderr.includes('undefined variable')) expect(status, stderr).to.equal(0);
    });

  for (const source of rejected)
    it(`rejects ${JSON.stringify(source)}`, () => expect(nixParses(source).status).not.to.equal(0));
});
