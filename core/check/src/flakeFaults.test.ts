import { expect } from 'chai';
import { parse } from '@nixai/nix';
import { flakeFaults } from './flakeFaults.js';

const rulesOf = (text: string, path = '/etc/nixos/flake.nix'): string[] =>
  flakeFaults({ path, root: parse(text).tree.root }).map(({ rule }) => rule);

describe('what makes a flake none that a rebuild takes', () => {
  for (const [text, expected] of [
    [
      '{ outputs = { nixpkgs }: { nixosConfiguration.laptop = 1; }; }',
      ['flake-without-self', 'flake-output-name'],
    ],
    [
      '{ outputs = { self, nixpkgs }: let a = 1; in { homeConfiguration.ada = a; }; }',
      ['flake-output-name'],
    ],
    ['{ outputs = { self, nixpkgs }: { nixosConfigurations.laptop = 1; }; }', []],
    ['{ outputs = { nixpkgs, ... }: { packages = { }; }; }', []],
    ['{ outputs = inputs: { }; }', []],
  ] as const)
    it(`finds ${expected.length} in ${text}`, () => expect(rulesOf(text)).to.deep.equal(expected));

  it('looks at no other file', () => {
    expect(rulesOf('{ outputs = { nixpkgs }: { }; }', '/etc/nixos/other.nix')).to.deep.equal([]);
  });
});
