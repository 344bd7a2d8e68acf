import { expect } from 'chai';
import fc from 'fast-check';
import { jsonc } from './jsonc.js';
import { isNixaiError } from '@nixai/api';
import { edited, entryIn } from './edit.js';

const path = ['servers', 'nixai'];
const entry = { command: 'nixai', args: ['mcp-server', 'start'] };
const settings = `// my settings
{
    "theme": "One Dark", // not light
    /* others */
    "servers": {
        "other": { "command": "other" }, // stays
    },
}
`;

describe('the file of a client', () => {
  it('keeps comments, order and layout', () => {
    const text = edited(settings, path, entry, 'f');
    for (const line of settings.split('\n').filter((one) => one.includes('//')))
      expect(text).to.include(line.trim());
    expect(text)
      .to.include('/* others */')
      .and.match(/^ {8}"nixai": \{$/m);
    expect(entryIn(text, path, 'f')).to.deep.equal(entry);
    expect(entryIn(text, ['servers', 'other'], 'f')).to.deep.equal({ command: 'other' });
  });

  it('is the same text where it says so already, whatever the layout', () => {
    const text = `{"servers":{"nixai":{"args":["mcp-server","start"],"command":"nixai"}}}`;
    expect(edited(text, path, entry, 'f')).to.equal(text);
  });

  it('gets an entry where there is nothing, and keeps tabs and line ends of DOS', () => {
    expect(JSON.parse(edited('', path, entry, 'f'))).to.deep.equal({ servers: { nixai: entry } });
    const dos = edited('{\r\n\t"a": 1\r\n}\r\n', path, entry, 'f');
    expect(dos)
      .to.include('\r\n\t"servers": {\r\n')
      .and.not.match(/[^\r]\n/);
  });

  it('loses our entry alone', () => {
    const text = edited(edited(settings, path, entry, 'f'), path, undefined, 'f');
    expect(jsonc.parse(text)).to.deep.equal(jsonc.parse(settings));
    expect(text).to.include('// stays');
    expect(edited(settings, path, undefined, 'f')).to.equal(settings);
  });

  it('is left alone where it is no JSON', () => {
    for (const text of ['{ "servers": ', '[]', '"text"', 'servers: {}', '{} {}'])
      try {
        edited(text, path, entry, 'f');
        expect.fail(`${text} was written over`);
      } catch (error) {
        expect(isNixaiError(error) && error.code).to.equal('mcp-client-file');
      }
  });

  it('says afterwards what it said before, and our entry', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ max: 8 }),
        (own, indent) => {
          const known = Object.assign(Object.create(null) as object, own, { servers: { a: 1 } });
          const text = edited(JSON.stringify(known, null, indent), path, entry, 'f');
          expect(JSON.parse(text)).to.deep.equal(
            JSON.parse(JSON.stringify({ ...known, servers: { a: 1, nixai: entry } })),
          );
        },
      ),
    );
  });
});
