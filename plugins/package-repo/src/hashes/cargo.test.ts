import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PackageFacts } from '../analyzer.js';
import { gitRunner } from '../testing/project.js';
import { cargoHash } from './cargo.js';

const crates = [
  ['aa', '1.0.0'],
  ['b-b', '0.2.3'],
  ['c_c', '3.0.0-alpha.1+build'],
] as const;
const contentOf = (name: string, version: string): string => `${name}${version}`.repeat(1000);

describe('cargoHash', () => {
  let home: string;
  let folder: string;
  let before: string | undefined;
  beforeEach(() => {
    before = process.env['CARGO_HOME'];
    home = mkdtempSync(join(tmpdir(), 'nixai-cargo-'));
    process.env['CARGO_HOME'] = home;
    folder = join(home, 'project');
    const cache = join(home, 'registry/cache/index.crates.io-x');
    mkdirSync(folder);
    mkdirSync(cache, { recursive: true });
    let lock = 'version = 4\n\n[[package]]\nname = "root"\nversion = "0.1.0"\n';
    for (const [name, version] of crates) {
      writeFileSync(join(cache, `${name}-${version}.crate`), contentOf(name, version));
      const checksum = createHash('sha256').update(contentOf(name, version)).digest('hex');
      lock += `\n[[package]]\nname = "${name}"\nversion = "${version}"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${checksum}"\n`;
    }
    writeFileSync(join(folder, 'Cargo.lock'), lock);
  });
  afterEach(() => {
    if (before === undefined) delete process.env['CARGO_HOME'];
    else process.env['CARGO_HOME'] = before;
    rmSync(home, { recursive: true });
  });

  const compute = () =>
    cargoHash({} as PackageFacts, { folder, signal: new AbortController().signal, run: gitRunner });

  it('is that of the folder which fetchCargoVendor of nixpkgs makes', async () => {
    // By its own script for these crates, and nix-hash.
    expect(await compute()).to.have.property(
      'hash',
      'sha256-G91T6Sviye5f8hxYMgzl3ePBlSWi93y+gksM+Fiu51s=',
    );
  });

  it('is none where a crate is not that of the lock, or not there', async () => {
    writeFileSync(join(home, 'registry/cache/index.crates.io-x/aa-1.0.0.crate'), 'another');
    expect(await compute()).to.deep.equal({
      missing: "1 of 3 crates are not in cargo's cache (aa-1.0.0)",
      command: 'cargo fetch --locked',
    });
  });
});
