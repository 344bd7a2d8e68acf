import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { hasNix, nixConfig } from './support/nixStore.js';
import { root } from './support/packed.js';

function nix(program, ...argv) {
  const { status, stderr } = spawnSync(program, argv, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NIX_CONFIG: nixConfig },
  });
  expect(status, stderr).to.equal(0);
}

const nixFiles = readdirSync(join(root, 'nix'), { recursive: true })
  .filter((name) => name.endsWith('.nix'))
  .map((name) => join('nix', name));

describe('the Nix files of this repository', () => {
  before(function () {
    if (!hasNix) this.skip();
  });

  for (const file of ['flake.nix', ...nixFiles])
    it(`${file} parses`, () => nix('nix-instantiate', '--parse', file));

  it('the flake has outputs of the right shape (nixpkgs is a stub: nothing is fetched)', () => {
    // A copy, so that neither node_modules nor uncommitted files matter.
    const copy = mkdtempSync(join(tmpdir(), 'nixai-flake-'));
    try {
      for (const part of ['flake.nix', 'nix'])
        cpSync(join(root, part), join(copy, part), { recursive: true });
      const stub = `path:${join(root, 'test/fixtures/nixpkgs-stub')}`;
      nix(
        'nix',
        ...['flake', 'check', '--no-build', '--no-write-lock-file'],
        ...['--override-input', 'nixpkgs', stub, `path:${copy}`],
      );
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
