import { expect } from 'chai';
import fc from 'fast-check';
import { type NixTemplate, type TemplateVariable } from '@nixai/api';
import { fillTemplate } from '@nixai/contributions';
import { checkTemplatePack } from '@nixai/api/testing';
import { parse, stringValue } from '@nixai/nix';

const template = (source: string, ...variables: readonly TemplateVariable[]): NixTemplate => ({
  id: 'sample',
  title: 'A sample',
  description: 'For tests',
  kind: 'nixos',
  category: 'server',
  tags: [],
  variables,
  source,
});
const text = { name: 'text', description: 'Words', type: 'string', example: 'x' } as const;
const port = {
  name: 'port',
  description: 'A port',
  type: 'integer',
  default: 22,
  min: 1,
  max: 65535,
} as const;
const on = { name: 'on', description: 'Whether', type: 'boolean', default: false } as const;
const words = { name: 'words', description: 'Some', type: 'strings', default: [] } as const;

describe('a template with its variables', () => {
  it('has each value as a literal of its type', () => {
    const source = '{ a.@text@ = @port@; b = @on@; c = @words@; }';
    const typed = { text: ['web'], port: ['2222'], on: ['true'], words: ['x', 'y z'] };
    const { nix, missing } = fillTemplate(template(source, text, port, on, words), typed);
    expect(nix).to.equal('{ a.web = 2222; b = true; c = [ "x" "y z" ]; }');
    expect(missing).to.deep.equal([]);
  });

  it('says what has to be given, and shows an example until then', () => {
    const { nix, missing } = fillTemplate(template('@text@', text));
    expect([nix, missing]).to.deep.equal(['"x"', ['text']]);
  });

  it('refuses what does not fit', () => {
    const open = template('{ a = @text@; b = @port@; c = @on@; }', text, port, on);
    const wrong: readonly Readonly<Record<string, readonly string[]>>[] = [
      { port: ['0'] },
      { port: ['1.5'] },
      { on: ['yes'] },
      { text: ['\u001b[31m'] },
    ];
    for (const typed of wrong)
      expect(() => fillTemplate(open, typed), JSON.stringify(typed)).to.throw('cannot be that');
    expect(() => fillTemplate(open, { toString: ['x'] })).to.throw('no variable "toString"');
    const strict = template('@text@', { ...text, pattern: /[a-z]+/ });
    expect(() => fillTemplate(strict, { text: ['ok; x'] })).to.throw('does not match');
  });

  it('never lets a value become code, whatever it is', () => {
    const anything = fc.string({ unit: 'binary' }).filter((value) => !/\p{Cc}/u.test(value));
    fc.assert(
      fc.property(fc.oneof(anything, fc.stringMatching(/^[$\\{"}x]{0,12}$/)), (value) => {
        const { nix } = fillTemplate(template('@text@', text), { text: [value] });
        const { tree, errors } = parse(nix);
        expect(errors).to.deep.equal([]);
        expect(tree.root.kind === 'string' && stringValue(tree.root)).to.equal(value);
      }),
    );
  });
});

describe('the conformance of a template pack', () => {
  const faults = (...templates: readonly NixTemplate[]) =>
    checkTemplatePack({ name: 'acme', summary: 'Ours', templates }).join('\n');

  it('names what is not as it should be', () => {
    const good = template('{ a = @port@; }', port);
    expect(faults(good)).to.equal('');
    expect(faults()).to.contain('has no template');
    expect(faults(good, good)).to.contain('is there twice');
    expect(faults(template('{ a = @other@; }', port)))
      .to.contain('@other@ is no variable')
      .and.to.contain('port is not used');
    expect(faults(template('@port@', { ...port, default: 0 }))).to.contain('expected 1 to 65535');
    expect(faults(template('@text@', { ...text, example: undefined }))).to.contain('neither');
    expect(faults({ ...good, category: 'Web Server' })).to.contain('kebab-case word');
  });

  it('takes it for no fault that a person keeps none yet', () => {
    const pack = { name: 'own', summary: 'Templates in a folder', templates: [] };
    expect(checkTemplatePack({ ...pack, kept: true })).to.deep.equal([]);
  });
});
