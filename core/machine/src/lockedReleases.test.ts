import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { lockedReleases } from './lockedReleases.js';

describe('the releases that a lock names', () => {
  let folder: string;

  before(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-lock-'))));
  after(() => rmSync(folder, { recursive: true }));

  const lastModified = Date.parse('2025-06-10') / 1000;

  /** What is said of inputs by what each is locked to. */
  async function releasesOf(inputs: Readonly<Record<string, object>>): Promise<string[]> {
    const names = Object.keys(inputs);
    const nodes = {
      root: { inputs: Object.fromEntries(names.map((name) => [name, name])) },
      ...inputs,
    };
    writeFileSync(join(folder, 'flake.lock'), JSON.stringify({ nodes, root: 'root' }));
    return [...(await lockedReleases(folder))].map(
      ([set, { newest, certain }]) => `${set} ${certain} ${newest}`,
    );
  }

  it('are those of inputs by any address', async () => {
    const by = (url: string) => ({
      locked: { type: 'tarball', lastModified, url: `https://api.example.org/pinned/${url}` },
      original: { type: 'tarball', url },
    });
    expect(
      await releasesOf({
        a: by('https://flakehub.com/f/NixOS/nixpkgs/0.1.0.tar.gz'),
        b: by('https://flakehub.com/f/nix-community/home-manager/0.1.0.tar.gz'),
        c: by('https://git.example.org/mirror/nix-darwin.git'),
      }),
    ).to.deep.equal(['nixos 25.05 25.11', 'home-manager 25.05 25.11', 'nix-darwin 25.05 25.11']);
  });

  it('are dated by what was locked beside them, for a folder of one’s own', async () => {
    const own = { locked: { type: 'path', path: './nixpkgs' } };
    const other = { locked: { type: 'github', owner: 'x', repo: 'y', lastModified } };
    expect(await releasesOf({ nixpkgs: own, other })).to.include('nixos 25.05 25.11');
    expect(await releasesOf({ mine: own, other })).to.deep.equal([]);
    expect(await releasesOf({ nixpkgs: own })).to.deep.equal([]);
  });

  it('are those of nixpkgs for what the lock does not have', async () => {
    const nixpkgs = { locked: { type: 'github', owner: 'NixOS', repo: 'nixpkgs', lastModified } };
    expect(await releasesOf({ nixpkgs })).to.deep.equal([
      'nixos 25.05 25.11',
      'home-manager 25.05 25.11',
      'nix-darwin 25.05 25.11',
    ]);
  });
});
