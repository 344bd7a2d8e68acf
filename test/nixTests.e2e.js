// The tests for real NixOS in nix/tests evaluate; that a plan of theirs is taken, machinesPlan.e2e.js sees.
import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { nixTest } from './support/nixTest.js';

describe('the tests for real NixOS', () => {
  before(function () {
    if (spawnSync('nix-instantiate', ['--version']).status !== 0) this.skip();
  });

  it('evaluates, and its script is Python', () => {
    const { name, keys, kinds, testScript } = nixTest();
    expect([name, keys, kinds]).to.deep.equal([
      'nixai-machines',
      ['ssh-ed25519 AAAA'],
      ['closed', 'failing', 'good', 'other'],
    ]);
    const python = spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], {
      input: testScript,
      encoding: 'utf8',
    });
    if (python.error === undefined) expect(python.status, python.stderr).to.equal(0);
  });
});
