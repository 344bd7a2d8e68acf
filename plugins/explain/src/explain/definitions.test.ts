import { expect } from 'chai';
import fc from 'fast-check';
import { optionPathText } from '@nixai/nix/quoting';
import { readConfiguration } from './definitions.js';

const paths = (text: string) =>
  readConfiguration(text).attributes.map(({ path }) => optionPathText(path));

describe('what a configuration sets', () => {
  it('is told with its line and its value, however it is nested', () => {
    const text = '{ lib, ... }:\n{\n  a.b = {\n    c = lib.mkForce 1;\n  };\n}';
    expect(readConfiguration(text).attributes).to.deep.equal([
      {
        path: ['a', 'b'],
        line: 3,
        value: '{\n    c = lib.mkForce 1;\n  }',
        isSet: true,
        user: undefined,
      },
      { path: ['a', 'b', 'c'], line: 4, value: 'lib.mkForce 1', isSet: false, user: undefined },
    ]);
  });

  it('is read from lines that were copied out of a module', () => {
    const { attributes, faults } = readConfiguration('a.b = true;\nc = "x";');
    expect(attributes.map(({ path, line }) => [optionPathText(path), line])).to.deep.equal([
      ['a.b', 1],
      ['c', 2],
    ]);
    expect(faults).to.deep.equal([]);
  });

  it('does not end at imports, mkIf, or names that only an evaluation would tell', () => {
    const text =
      '{ lib, config, ... }: { imports = [ ./x.nix ]; config = lib.mkIf true { a.${config.n}.b = 1; "x y" = 2; }; }';
    expect(paths(text)).to.deep.equal(['a.<name>.b', '"x y"']);
  });

  it('goes on in the module of a user of Home Manager, which may be a function', () => {
    const text =
      '{ home-manager.users.ada = { pkgs, ... }: { config.a.b = 1; }; c = x: { d = 1; }; }';
    const { attributes } = readConfiguration(text);
    expect(attributes.map(({ path, user }) => [optionPathText(path), user])).to.deep.equal([
      ['a.b', 'ada'],
      ['c', undefined],
    ]);
  });

  it('is read as far as it can be, with what is wrong and where', () => {
    const { attributes, faults } = readConfiguration('{\n  a = 1\n  b = 2;\n}');
    expect(attributes.map(({ path }) => optionPathText(path))).to.include('a');
    expect(faults[0]).to.match(/^line \d+: /);
    // Braces are put around lines that have none; what is wrong with those is wrong with the first.
    expect(readConfiguration('/* x').faults.join()).not.to.contain('line 0');
  });

  it('is nothing in a text that is no Nix, and never a crash', () => {
    fc.assert(fc.property(fc.string(), (text) => void readConfiguration(text)));
  });
});
