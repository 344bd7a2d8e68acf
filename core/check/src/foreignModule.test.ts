import { expect } from 'chai';
import { checkForeignModule } from './foreignModule.js';

const options = [
  { name: 'languages.rust.enable', type: 'boolean' },
  { name: 'languages.rust.channel', type: 'one of "nixpkgs", "stable"' },
  { name: 'processes.<name>.exec', type: 'string' },
  { name: 'hooks.enable', type: 'boolean' },
];
const against = { options, renames: { 'old-hooks': 'hooks' } };

describe('a module of a system that is none of ours', () => {
  for (const [what, text, expected] of [
    ['nothing in what is right', '{ pkgs, ... }: { processes.web.exec = "x"; }', []],
    ['a slip, with the nearest name', '{ languages.rust.enabel = true; }', ['1:18 unknown-option']],
    ['a wrong type', '{ languages.rust.enable = "yes"; }', ['1:27 wrong-type']],
    ['no word of a list', '{ languages.rust.channel = "best"; }', ['1:28 wrong-type']],
    ['an old name', '{ old-hooks.enable = true; }', ['1:13 renamed-option']],
    [
      'a name that nothing binds',
      '{ ... }: { languages.rust.enable = foo; }',
      ['1:36 undefined-variable'],
    ],
    ['a syntax error alone', '{ languages.rust.enabel = 1 }', ['1:28 syntax-missing-semicolon']],
  ] as const)
    it(`tells ${what}`, () => {
      const found = checkForeignModule({ name: 'devenv.nix', text }, against);
      const told = found.map(({ line, column, rule }) => `${line}:${column} ${rule}`);
      expect(told).to.deep.equal(expected);
    });

  it('is not sure where modules are imported that it does not read', () => {
    const text = '{ imports = [ ./more.nix ]; own.thing = 1; }';
    const [finding] = checkForeignModule({ name: 'devenv.nix', text }, against);
    expect(finding?.severity).to.equal('note');
  });
});
