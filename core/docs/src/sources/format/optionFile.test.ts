import { expect } from 'chai';
import { isNixaiError } from '@nixai/api';
import { optionSetOf, parseOptionFile } from './optionFile.js';

const parseOne = (raw: object) => parseOptionFile({ 'a.b': { type: 'boolean', ...raw } })[0];

describe('parseOptionFile', () => {
  it('reads the default of every release as Nix source', () => {
    const defaults = [
      { _type: 'literalExpression', text: 'pkgs.hello' },
      { _type: 'literalExample', text: 'pkgs.hello' },
    ];
    for (const value of defaults)
      expect(parseOne({ default: value })?.default).to.equal('pkgs.hello');
    expect(parseOne({ default: true })?.default).to.equal('true');
    expect(parseOne({ default: 'a"${b}' })?.default).to.equal('"a\\"\\${b}"');
    expect(parseOne({ default: [1, 'x'] })?.default).to.equal('[ 1 "x" ]');
    expect(parseOne({ default: { 'a b': null } })?.default).to.equal('{\n  "a b" = null;\n}');
    expect(parseOne({ default: {} })?.default).to.equal('{ }');
    expect(parseOne({})?.default).to.equal(undefined);
  });

  it('cleans a default that is prose', () => {
    const prose = { _type: 'literalMD', text: 'the {option}`x.y` of the host' };
    expect(parseOne({ default: prose })?.default).to.equal('the `x.y` of the host');
  });

  it('reads a description that is text or mdDoc', () => {
    expect(parseOne({ description: 'Hello {file}`/etc`.' })?.description).to.equal('Hello `/etc`.');
    expect(parseOne({ description: { _type: 'mdDoc', text: 'Hello.' } })?.description).to.equal(
      'Hello.',
    );
  });

  it('leaves out what the manual leaves out', () => {
    const data = {
      'a.seen': { type: 'boolean' },
      'a.internal': { type: 'boolean', internal: true },
      'a.hidden': { type: 'boolean', visible: false },
    };
    expect(parseOptionFile(data).map(({ name }) => name)).to.deep.equal(['a.seen']);
  });

  it('reads a list of options that carry their names', () => {
    const [option] = parseOptionFile([{ name: 'a.b', type: 'string', description: 'x' }]);
    expect(option).to.include({ name: 'a.b', type: 'string' });
  });

  it('refuses what holds no options', () => {
    for (const data of [{}, [], 'text', null, 5, { a: 1 }])
      expect(() => parseOptionFile(data))
        .to.throw()
        .that.satisfies(isNixaiError);
  });
});

describe('optionSetOf', () => {
  const setOf = (data: object) => optionSetOf(parseOptionFile(data));

  it('tells the option sets apart', () => {
    expect(setOf({ 'home.username': { type: 'string' } })).to.equal('home-manager');
    expect(setOf({ 'boot.loader.grub.enable': { type: 'boolean' } })).to.equal('nixos');
    expect(setOf({ 'homebrew.enable': { type: 'boolean' } })).to.equal('nix-darwin');
  });

  it('goes by the declarations of a part of a set', () => {
    const declarations = [{ name: '<home-manager/modules/programs/git.nix>', url: 'https://x' }];
    expect(setOf({ 'programs.git.enable': { type: 'boolean', declarations } })).to.equal(
      'home-manager',
    );
  });
});
