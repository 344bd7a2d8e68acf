import { expect } from 'chai';
import { addFlakeInput } from './addFlakeInput.js';
import { addImport } from './addImport.js';
import { appendToList } from './appendToList.js';
import type { EditResult } from './editResult.js';
import { removeAttribute } from './removeAttribute.js';
import { renameAttribute } from './renameAttribute.js';
import { setAttribute } from './setAttribute.js';

const told = (result: EditResult): string => (result.ok ? result.source : result.code);

const file = `{ config, pkgs, ... }:
# my machine
{
  services.openssh.enable = true; # remote
  networking = {
    hostName = "box"; # its name
  };

  environment.systemPackages = with pkgs; [
    git # needed
    vim
  ];
}
`;

describe('setAttribute', () => {
  for (const [what, source, path, value, expected] of [
    ['in place', '{ a = 1; # x\n}', 'a', '2', '{ a = 2; # x\n}'],
    ['into an empty file', '{ }', 'a.b', 'true', '{\n  a.b = true;\n}'],
    ['into an empty set', '{ a = { }; }', 'a.b', '1', '{ a = { b = 1; }; }'],
    ['on one line', '{ a = 1; }', 'b', '2', '{ a = 1; b = 2; }'],
    ['on lines', '{\n\ta = 1; # x\n}', 'b', '2', '{\n\ta = 1; # x\n\tb = 2;\n}'],
    ['with CRLF', '{\r\n  a = 1;\r\n}', 'b', '2', '{\r\n  a = 1;\r\n  b = 2;\r\n}'],
    ['behind comments', '{\n  # a\n}', 'b', '2', '{\n  # a\n  b = 2;\n}'],
    [
      'beside its sibling',
      '{\n  a.b = 1;\n  c = 2;\n}',
      'a.d',
      '3',
      '{\n  a.b = 1;\n  a.d = 3;\n  c = 2;\n}',
    ],
    ['with quotes where they are needed', '{ }', '"a b"."if"', '1', '{\n  "a b"."if" = 1;\n}'],
    ['never at what is no path', '{ }', 'a b', '1', 'bad-value'],
    [
      'in the set of a function',
      'x: let y = 1; in { a = y; }',
      'b',
      'y',
      'x: let y = 1; in { a = y; b = y; }',
    ],
    ['never over a computed value', '{ a = f x; }', 'a.b', '1', 'computed'],
    ['never over inherited names', 'a: { inherit a; }', 'a', '1', 'computed'],
    ['never over parts', '{ a.b = 1; }', 'a', '2', 'exists'],
    ['never with a broken value', '{ }', 'a', '1; b = 2', 'bad-value'],
    ['never in a broken file', '{ a = 1 }', 'b', '2', 'broken-file'],
    ['never where there is no set', 'f x', 'b', '2', 'no-set'],
  ] as const)
    it(`sets ${what}`, () => expect(told(setAttribute(source, path, value))).to.equal(expected));

  it('indents a value of several lines, and leaves its strings alone', () => {
    const value = "{\n  b = ''\n    text\n  '';\n}";
    expect(told(setAttribute('{\n  x = 1;\n}', 'a', value))).to.equal(
      "{\n  x = 1;\n  a = {\n    b = ''\n    text\n  '';\n  };\n}",
    );
  });

  it('touches nothing else of a file', () => {
    expect(told(setAttribute(file, 'networking.firewall.enable', 'true'))).to.equal(
      file.replace('# its name\n', '# its name\n    firewall.enable = true;\n'),
    );
  });
});

describe('removeAttribute', () => {
  for (const [what, source, path, expected] of [
    ['with its line and comment', '{\n  a = 1; # x\n  b = 2;\n}', 'a', '{\n  b = 2;\n}'],
    ['from one line', '{ a = 1; b = 2; }', 'a', '{ b = 2; }'],
    ['with everything below', '{ a.b = 1; c = 2; a.d = 3; }', 'a', '{ c = 2; }'],
    ['in an inner set', '{ a = { b = 1; }; }', 'a.b', '{ a = { }; }'],
    ['behind a comment', '{\n  # x\n  a = 1; }', 'a', '{\n  # x\n }'],
    ['never what is not there', '{ }', 'a', 'not-found'],
    ['never out of a computed value', '{ a = f x; }', 'a.b', 'computed'],
  ] as const)
    it(`removes ${what}`, () => expect(told(removeAttribute(source, path))).to.equal(expected));
});

describe('renameAttribute', () => {
  for (const [what, source, from, to, expected] of [
    ['in place', '{ a.b = 1; }', 'a.b', 'a.c', '{ a.c = 1; }'],
    ['in an inner set', '{ a = { b = 1; }; }', 'a.b', 'a.c.d', '{ a = { c.d = 1; }; }'],
    ['all parts', '{ a.b = 1; a.c = 2; }', 'a', 'x.y', '{ x.y.b = 1; x.y.c = 2; }'],
    ['deeper', '{ a = 1; }', 'a', 'a.b', '{ a.b = 1; }'],
    [
      'to another set',
      '{ a = { b = 1; }; c = { d = 2; }; }',
      'a.b',
      'c.b',
      '{ a = { }; c = { d = 2; b = 1; }; }',
    ],
    [
      'into a set that would not merge with it',
      '{ a = 1; b = { c = { }; }; }',
      'a',
      'b.c.d',
      '{ b = { c = { d = 1; }; }; }',
    ],
    ['never over another', '{ a = 1; b = 2; }', 'a', 'b', 'exists'],
    ['never what is not there', '{ }', 'a', 'b', 'not-found'],
  ] as const)
    it(`renames ${what}`, () => expect(told(renameAttribute(source, from, to))).to.equal(expected));
});

describe('appendToList', () => {
  for (const [what, source, item, expected] of [
    ['on one line', '{ a = [ b ]; }', 'c', '{ a = [ b c ]; }'],
    ['to an empty list', '{ a = []; }', 'c', '{ a = [ c ]; }'],
    ['to no list yet', '{ b = 1; }', 'c', '{ b = 1; a = [ c ]; }'],
    ['on lines', '{ a = [\n  b # x\n]; }', 'c', '{ a = [\n  b # x\n  c\n]; }'],
    ['in parentheses where needed', '{ a = [ ]; }', 'f x', '{ a = [ (f x) ]; }'],
    [
      'behind with and mkForce',
      '{ a = lib.mkForce (with p; [ b ]); }',
      'c',
      '{ a = lib.mkForce (with p; [ b c ]); }',
    ],
    ['to the last of several', '{ a = x ++ [ b ]; }', 'c', '{ a = x ++ [ b c ]; }'],
    ['only once', '{ a = [ b ]; }', 'b', '{ a = [ b ]; }'],
    ['never to what is computed', '{ a = f x; }', 'c', 'computed'],
  ] as const)
    it(`appends ${what}`, () => expect(told(appendToList(source, 'a', item))).to.equal(expected));
});

describe('addImport', () => {
  it('adds to the imports, or makes them first of all', () => {
    expect(told(addImport('{ ... }: { imports = [ ./a.nix ]; }', './b.nix'))).to.equal(
      '{ ... }: { imports = [ ./a.nix ./b.nix ]; }',
    );
    expect(told(addImport(file, './b.nix'))).to.equal(
      file.replace('machine\n{\n', 'machine\n{\n  imports = [ ./b.nix ];\n'),
    );
  });
});

describe('addFlakeInput', () => {
  it('adds it beside the others, with what it follows, and to the arguments of outputs', () => {
    const flake = `{
  inputs.nixpkgs.url = "nixpkgs";
  outputs = { self, nixpkgs }: { };
}`;
    const input = { name: 'hm', url: 'github:a/b', follows: { nixpkgs: 'nixpkgs' } };
    expect(told(addFlakeInput(flake, input))).to.equal(`{
  inputs.nixpkgs.url = "nixpkgs";
  inputs.hm.url = "github:a/b";
  inputs.hm.inputs.nixpkgs.follows = "nixpkgs";
  outputs = { self, nixpkgs, hm }: { };
}`);
  });

  it('makes the first one, and leaves arguments that take everything', () => {
    const flake = '{\n  description = "x";\n  outputs = { self, ... }: { };\n}';
    expect(told(addFlakeInput(flake, { name: 'a', url: 'b' }))).to.equal(
      '{\n  description = "x";\n  inputs.a.url = "b";\n  outputs = { self, ... }: { };\n}',
    );
  });

  it('refuses one that is there', () => {
    const flake = '{ inputs = { a.url = "x"; }; outputs = _: { }; }';
    expect(told(addFlakeInput(flake, { name: 'a', url: 'b' }))).to.equal('exists');
  });
});
