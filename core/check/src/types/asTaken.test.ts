import { expect } from 'chai';
import { emptyScope, parse, type Scope } from '@nixai/nix';
import { asNamed, asTaken, howTo } from './asTaken.js';
import { fits, wordsOfText } from './fits.js';

const pkgsThere: Scope = { names: new Map([['pkgs', 'unknown']]), open: false };
const root = (code: string) => parse(code).tree.root;

const port = '16 bit unsigned integer; between 0 and 65535 (both inclusive)';

describe('a value as its option takes it', () => {
  for (const [code, type, text] of [
    ['"80"', port, '80'],
    ['"80"', `null or (list of ${port})`, '[ 80 ]'],
    ['22', `list of ${port}`, '[ 22 ]'],
    ['"Yes"', 'null or boolean', 'true'],
    ['"off"', 'boolean', 'false'],
    ['0', 'boolean', 'false'],
    ['"wheel"', 'list of string', '[ "wheel" ]'],
    ['"quiet splash"', `list of ${wordsOfText}`, '[ "quiet" "splash" ]'],
    ['"quiet splash"', wordsOfText, '"quiet" "splash"'],
    [
      '"network.target"',
      'list of string matching the pattern [a-z\\-]+[.](service|target)',
      '[ "network.target" ]',
    ],
    ['8080', 'null or string', '"8080"'],
    ['25.10', 'string', '"25.10"'],
    ['false', 'null or one of "yes", "no"', '"no"'],
    ['true', 'one of "on", "off"', '"on"'],
    ['true', 'null or one of "yes", "keys", "no"', 'one of "no", "keys", "yes"'],
    ['[ ]', 'attribute set of string', '{ }'],
    ['[ "a" ]', 'lazy attribute set of string', '{ NAME = …; }'],
    ['"zsh"', 'null or package or (path, not containing newlines or colons)', 'pkgs.zsh'],
    ['"nixpkgs.python3.pkgs"', 'package', 'pkgs.python3.pkgs'],
    ['"git"', 'list of package', '[ pkgs.git ]'],
    ['[ "de" ]', 'string', '"de"'],
    ['[ 3 ]', 'signed integer', '3'],
    ['Europe/Berlin', 'null or string without spaces', '"Europe/Berlin"'],
    ['./motd', 'strings concatenated with "\\n"', 'builtins.readFile ./motd'],
  ] as const)
    it(`writes ${code} as ${text}`, () =>
      expect(asTaken(root(code), type, pkgsThere)?.text).to.equal(text));

  for (const [code, type] of [
    ['"70000"', port],
    ['"080"', port],
    ['"eighty"', port],
    ['"perhaps"', 'boolean'],
    ['2', 'boolean'],
    ['true', 'string'],
    ['true', 'one of "a", "b"'],
    ['[ "de" "us" ]', 'string'],
    ['"my program"', 'package'],
    ['"a${b}"', 'list of string'],
    ['./motd', 'string'],
    ['{ }', 'list of string'],
  ] as const)
    it(`does not guess what ${code} was meant to be as ${type}`, () =>
      expect(asTaken(root(code), type, pkgsThere)).to.equal(undefined));

  it('takes a parameter of the kernel whose spaces stand in quotes', () => {
    expect(fits(root(`''a="b c"''`), wordsOfText)).to.equal('yes');
    expect(fits(root('"a=b c"'), wordsOfText)).to.equal('no');
  });

  it('says that pkgs has to be named, and is not written by itself then', () => {
    const found = asTaken(root('"zsh"'), 'package', emptyScope);
    expect(found?.stands).to.equal(false);
    expect(found && howTo(found)).to.contain('name pkgs among the arguments');
  });

  it('takes a name that nothing binds for what its option takes', () => {
    const text = (name: string, type: string) => asNamed(name, type, pkgsThere)?.text;
    expect(text('web', 'string')).to.equal('"web"');
    expect(text('True', 'boolean')).to.equal('true');
    expect(text('no', 'null or one of "yes", "no"')).to.equal('"no"');
    expect(text('zsh', 'null or package')).to.equal('pkgs.zsh');
    expect(text('perhaps', 'one of "yes", "no"')).to.equal(undefined);
    expect(text('eighty', port)).to.equal(undefined);
  });
});
