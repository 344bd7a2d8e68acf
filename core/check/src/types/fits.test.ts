import { expect } from 'chai';
import { parse } from '@nixai/nix';
import { fits } from './fits.js';

const fit = (code: string, type: string) => fits(parse(code).tree.root, type);

const hostName = '^$|^[[:alnum:]]([[:alnum:]_-]{0,61}[[:alnum:]])?$';

describe('fits', () => {
  for (const [code, type] of [
    ['true', 'boolean'],
    ['null', 'null or string'],
    ['"a"', 'null or string'],
    ['"a ${b}"', 'string'],
    ['80', '16 bit unsigned integer; between 0 and 65535 (both inclusive)'],
    ['-1', 'signed integer'],
    ['1', 'positive integer, meaning >0'],
    ['1.5', 'floating point number'],
    ['./a', 'path'],
    ['"/etc/a"', 'null or path'],
    ['[ 80 443 ]', 'list of 16 bit unsigned integer; between 0 and 65535 (both inclusive)'],
    ['[ "a" "b" ]', 'null or (list of string)'],
    ['{ a = 1; }', 'attribute set of (submodule)'],
    ['"no"', 'null or one of "yes", "no"'],
    ['3', 'one of 1, 3'],
    ['"box-1"', `string matching the pattern ${hostName}`],
    ['""', `string matching the pattern ${hostName}`],
    ['null', 'one of <null>, "ssh"'],
    ['[ (-10) 10 ]', 'pair of signed integer'],
    ['[ 0.5 1 ]', 'pair of integer or floating point number between 0.01 and 1'],
    ['"text"', 'strings concatenated with "\\n"'],
    ["''text''", '(optionally newline-terminated) single-line string'],
    ['[ "a" ]', 'string or list of string'],
    ['[ "a" ]', 'attribute set of string or list of string convertible to it'],
    [
      '[ { port = 22; } ]',
      'list of (16 bit unsigned integer; between 0 and 65535 (both inclusive) or (submodule))',
    ],
  ] as const)
    it(`takes ${code} for ${type}`, () => expect(fit(code, type)).to.equal('yes'));

  it('says nothing of what a tuple holds, and takes nothing but a list for one', () => {
    const type = 'tuple of (unsigned integer or one of "auto") (unsigned integer, meaning >=0)';
    expect(fit('[ "auto" 50 ]', type)).to.equal('unknown');
    expect(fit('[ [ 0 50 ] ]', `list of (${type})`)).to.equal('unknown');
    expect(fit('"auto"', type)).to.equal('no');
  });

  for (const [code, type] of [
    ['"true"', 'boolean'],
    ['1', 'boolean'],
    ['null', 'boolean'],
    ['true', 'string'],
    ['1', 'null or string'],
    ['"80"', '16 bit unsigned integer; between 0 and 65535 (both inclusive)'],
    ['70000', '16 bit unsigned integer; between 0 and 65535 (both inclusive)'],
    ['0', 'positive integer, meaning >0'],
    ['"a"', 'path'],
    ['"a"', 'list of string'],
    ['[ 1 ]', 'list of string'],
    ['[ 1 ]', 'pair of signed integer'],
    ['"vim"', 'package'],
    ['[ "vim" ]', 'list of package'],
    ['"maybe"', 'one of "yes", "no"'],
    ['"my_box.example.org"', `string matching the pattern ${hostName}`],
    ['null', 'one of "yes", "no"'],
    ['true', 'attribute set of string'],
    ['[ ]', 'attribute set of string'],
    ['[ "a" ]', 'lazy attribute set of (submodule)'],
    ['"a"', 'submodule'],
    ['true', 'null or (submodule)'],
    ['./a', 'null or string'],
    ['Europe/Berlin', 'null or string without spaces'],
    ['[ 70000 ]', 'list of 16 bit unsigned integer; between 0 and 65535 (both inclusive)'],
  ] as const)
    it(`does not take ${code} for ${type}`, () => expect(fit(code, type)).to.equal('no'));

  for (const [code, type] of [
    ['config.x', 'boolean'],
    ['pkgs.vim', 'package'],
    ['"${pkgs.vim}"', 'null or package'],
    ['"/nix/store/x-vim"', 'package'],
    ['f 1', 'string'],
    ['"/etc/module.nix"', 'submodule'],
    ['./module.nix', 'submodule'],
    ['[ a ]', 'submodule'],
    ['x: { }', 'submodule'],
    ['"${x}"', 'one of "a", "b"'],
    ['"a"', 'JSON value'],
    ['[ (f x) ]', 'list of string'],
    ['"a"', 'something of the future'],
  ] as const)
    it(`does not judge ${code} for ${type}`, () => expect(fit(code, type)).to.equal('unknown'));
});
