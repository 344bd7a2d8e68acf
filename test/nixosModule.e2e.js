// `services.nixai` of the NixOS module, each setting right and wrong, by nixpkgs' own module system: what
// it makes of a configuration is held to what lies in golden.json.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from './support/packed.js';

const fixtures = join(root, 'test/fixtures/nixos-module');
const golden = join(fixtures, 'golden.json');
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const matrix = read(join(fixtures, 'matrix.json'));
// A folder with nixpkgs' lib; it is nobody's here, and is not fetched.
const lib = process.env.NIXAI_NIXPKGS_LIB;

/** What the module system makes of these settings, or what it says against them. */
function evaluate(settings) {
  const { status, stdout, stderr } = spawnSync(
    'nix-instantiate',
    [
      ...['--eval', '--strict', '--json'],
      join(root, 'test/fixtures/nixpkgs-stub/evaluated.nix'),
      ...['--arg', 'libFolder', lib],
      ...['--argstr', 'settings', JSON.stringify({ enable: true, ...settings })],
    ],
    { encoding: 'utf8' },
  );
  return status === 0 ? JSON.parse(stdout) : { failed: stderr };
}

describe('services.nixai by nixpkgs’ own module system', function () {
  this.timeout(120_000);
  before(function () {
    if (lib === undefined) {
      console.log('      skipped: NIXAI_NIXPKGS_LIB names no folder with the lib of nixpkgs');
      this.skip();
    }
    // NIXAI_GOLDEN=write: after a change that is meant.
    if (process.env.NIXAI_GOLDEN !== 'write') return;
    const made = matrix.map(({ setting, valid }) => [setting, evaluate(valid).made]);
    writeFileSync(golden, `${JSON.stringify(Object.fromEntries(made), undefined, 2)}\n`);
  });

  for (const { setting, valid, invalid, refused } of matrix) {
    it(`${setting}: makes what it did`, () => {
      const found = evaluate(valid);
      expect(found.failed).to.equal(undefined);
      expect(found.refused).to.deep.equal([]);
      expect(found.made).to.deep.equal(read(golden)[setting]);
    });

    it(`${setting}: what is wrong is refused, and why is said`, () => {
      const { failed, refused: said = [] } = evaluate(invalid);
      expect(failed ?? said.join('\n')).to.contain(refused);
    });
  }
});
