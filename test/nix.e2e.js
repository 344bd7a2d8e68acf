import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from './support/packed.js';

const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0;

describe('the Nix files of this repository', () => {
  const files = ['flake.nix', ...readdirSync(join(root, 'nix')).map((name) => join('nix', name))];
  for (const file of files)
    it(`${file} parses`, function () {
      if (!hasNix) this.skip();
      const { status, stderr } = spawnSync('nix-instantiate', ['--parse', file], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(status, stderr).to.equal(0);
    });
});
