import { expect } from 'chai';
import { parse } from '@nixai/nix';
import { placeholder, readCursor } from './cursor.js';

/** What is read where `|` stands. */
const at = (marked: string) => {
  const offset = marked.indexOf('|');
  return readCursor(marked.replace('|', ''), offset);
};

describe('the cursor in a text', () => {
  for (const marked of [
    '{ services.ng| }',
    '{ services.|\n  boot.tmp = { };\n}',
    '{ a = 1; | }',
    '{ services.nginx.virtualHosts."a.b".| }',
    '{ services.ng|.enable = true; }',
    '{ services.ngi|nx = { }; }',
    '{ x = config.services.|; }',
    '{ a = |; }',
    '{ a = tr|ue; }',
    '{ a = | }',
  ])
    it(`stands in ${JSON.stringify(marked)}, which is read as if it were finished`, () => {
      expect(parse(at(marked)?.mended ?? '{').errors).to.deep.equal([]);
    });

  for (const marked of [
    '{ a = 1.| }',
    '[ a| ]',
    '{ a = b == | }',
    '{ a = ./x/| }',
    '{ a = f x.| }',
  ])
    it(`is at no option in ${JSON.stringify(marked)}`, () => {
      expect(at(marked)).to.equal(undefined);
    });

  it('is replaced with the whole name that it stands in', () => {
    const text = '{ services.ngi|nx.enable = true; }';
    const { start = 0, end = 0, mended = '' } = at(text) ?? {};
    expect(text.replace('|', '').slice(start, end)).to.equal('nginx');
    expect(mended).to.equal(`{ services.${placeholder}.enable = true; }`);
  });
});
