import { expect } from 'chai';
import { readShell } from './read.js';

const read = (text: string) => {
  const { packages = [], settings = {}, left = [] } = readShell(text) ?? {};
  return { packages, settings, left: left.map((one) => one.text) };
};

describe('a shell of nixpkgs as devenv has it', () => {
  it('is packages, a hook and variables', () => {
    expect(
      read(`{ pkgs ? import <nixpkgs> { } }:
pkgs.mkShell {
  name = "shop";
  packages = with pkgs; [ nodejs_22 python3Packages.black ] ++ [ pkgs.git ];
  DATABASE_URL = "postgres:///shop";
  LD_LIBRARY_PATH = pkgs.lib.makeLibraryPath [ pkgs.zlib ];
  env.PORT = 8080;
  shellHook = ''
    echo "hello"
  '';
}`),
    ).to.deep.equal({
      packages: ['nodejs_22', 'python3Packages.black', 'git'],
      settings: {
        'env.DATABASE_URL': 'postgres:///shop',
        'env.LD_LIBRARY_PATH': { code: 'pkgs.lib.makeLibraryPath [ pkgs.zlib ]' },
        'env.PORT': '8080',
        enterShell: { code: `''\n    echo "hello"\n  ''` },
      },
      left: [],
    });
  });

  it('names what needs the rest of the file', () => {
    expect(
      read(`let pkgs = import <nixpkgs> { }; mine = pkgs.callPackage ./x.nix { }; in
pkgs.mkShell { buildInputs = [ mine pkgs.git (pkgs.python3.withPackages (p: [ p.black ])) ]; inputsFrom = [ mine ]; A = mine; }`),
    ).to.deep.equal({
      packages: ['git'],
      settings: {},
      left: [
        'mine',
        '(pkgs.python3.withPackages (p: [ p.black ]))',
        'inputsFrom = [ mine ];',
        'A = mine;',
      ],
    });
  });

  it('has the packages of a set whose values are taken', () => {
    const shell = (set: string) =>
      read(`{ pkgs, mine }: pkgs.mkShell { nativeBuildInputs = builtins.attrValues { ${set} }; }`);
    expect(shell('inherit (pkgs) git just; editor = pkgs.vim;')).to.deep.equal({
      packages: ['git', 'just', 'vim'],
      settings: {},
      left: [],
    });
    expect(shell('inherit (mine) tool; inherit (pkgs) git;')).to.deep.equal({
      packages: ['git'],
      settings: {},
      left: ['inherit (mine) tool;'],
    });
  });

  it('is found in a flake, and below `with pkgs` or an import of nixpkgs', () => {
    expect(
      read(
        '{ outputs = { nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { devShells.x86_64-linux.default = with pkgs; mkShell { buildInputs = [ go gopls ]; }; }; }',
      ).packages,
    ).to.deep.equal(['go', 'gopls']);
    for (const opened of ['import <nixpkgs> { }', '(import (import ./npins).nixpkgs { })'])
      expect(read(`with ${opened}; mkShell { buildInputs = [ go gopls ]; }`)).to.deep.equal({
        packages: ['go', 'gopls'],
        settings: {},
        left: [],
      });
    expect(readShell('{ x = 1; }')).to.equal(undefined);
  });
});
