// `services.nixai` of the NixOS module, each setting right and wrong, by nixpkgs' own module system: what
// it makes of a configuration is held to what lies in golden.json.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
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

describe('what services.nixai sets, by the options that nixai knows', function () {
  this.timeout(120_000);
  let home;
  before(() => {
    home = createHome();
  });
  after(() => home.remove());

  const bin = join(root, 'core/cli/bin/nixai.js');

  /** Values of JSON as Nix writes them. */
  function written(value) {
    if (Array.isArray(value)) return `[ ${value.map(written).join(' ')} ]`;
    // The package, where it is one and no part of a text.
    if (value === '/nixai') return 'pkgs.hello';
    if (value === null || typeof value !== 'object')
      return JSON.stringify(value).replaceAll('${', '\\${');
    const given = Object.entries(value).filter(([, one]) => one !== undefined);
    const sets = given.map(([name, one]) => `"${name}" = ${written(one)};`);
    return `{ ${sets.join(' ')} }`;
  }

  async function findingsOf(name, text) {
    const file = home.file(`${name}.nix`, text);
    const { stdout, stderr } = await home.nixai(['check', file, '--json'], { bin });
    const { findings, definitions } = JSON.parse(stdout || stderr);
    const wrong = findings.filter(({ severity }) => severity === 'error');
    return { definitions, wrong: wrong.map(({ rule, message }) => `${rule}: ${message}`) };
  }

  it('each of them is an option, and each value has its type', async () => {
    const lines = Object.values(read(golden)).map(({ environment, systemd, users }) => {
      // A package, which the test gives the module system.
      const ours = { ...systemd, package: undefined };
      return written({ environment, systemd: ours, users });
    });
    for (const [index, line] of lines.entries()) {
      const { definitions, wrong } = await findingsOf(`set${index}`, `{ pkgs, ... }:\n${line}\n`);
      expect(definitions, line).to.be.above(0);
      expect(wrong, line).to.deep.equal([]);
    }
  });

  it('would be told if one were none', async () => {
    const unit = { 'nixai-x': { serviceConfg: { Type: 'oneshot' }, enable: 'yes' } };
    const { wrong } = await findingsOf(
      'wrong',
      `{ pkgs, ... }:\n${written({ systemd: { services: unit } })}\n`,
    );
    expect(wrong.join('\n'))
      .to.match(/serviceConfg/)
      .and.match(/enable/);
  });
});
