import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { parse } from '../parser/parse.js';
import { accepted } from './corners.js';
import { nixForm, tokensOf } from './nixForm.js';

const corpus = process.env.NIXAI_NIX_CORPUS;
const nixParse = (args: readonly string[], input?: string) =>
  spawnSync('nix-instantiate', ['--parse', ...args], {
    encoding: 'utf8',
    input,
    cwd: tmpdir(),
    maxBuffer: 1 << 30,
  });

const mine = (source: string, folder: string) => tokensOf(nixForm(parse(source).tree.root, folder));

describe('the tree, against the one that Nix prints', function () {
  this.timeout(600_000);
  before(function () {
    if (nixParse(['-'], '1').status !== 0) this.skip();
  });

  for (const source of accepted)
    it(`is the same for ${JSON.stringify(source)}`, function () {
      const { stdout, status } = nixParse(['-'], source);
      // A name that nothing binds is refused before anything is printed.
      if (status !== 0) this.skip();
      expect(mine(source, tmpdir())).to.deep.equal(tokensOf(stdout));
    });

  it('is the same for every file below NIXAI_NIX_CORPUS', function () {
    if (corpus === undefined || corpus === '') this.skip();
    const differences = filesBelow(corpus).filter((file) => {
      const { stdout, status } = nixParse([file]);
      const source = readFileSync(file, 'utf8');
      return status === 0 && mine(source, dirname(file)).join() !== tokensOf(stdout).join();
    });
    expect(differences).to.deep.equal([]);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.nix'))
    .map((entry) => join(entry.parentPath, entry.name));
}
