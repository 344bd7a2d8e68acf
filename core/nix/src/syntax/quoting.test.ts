import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from '../parser/parse.js';
import { staticName } from './staticName.js';
import { stringValue } from './stringValue.js';
import { attributeName, isIdentifier, optionPathText, pathText, quoted } from './quoting.js';

/** Texts with what means something in Nix. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('$', '{', '}', '"', '\\', '\n', '\r', '\t', "'", '.'),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
});

describe('quoting', () => {
  it('writes any text as a string that is read back as it was', () => {
    fc.assert(
      fc.property(text, (one) => {
        const { tree, errors } = parse(quoted(one));
        expect(errors).to.deep.equal([]);
        expect(tree.root.kind === 'string' && stringValue(tree.root)).to.equal(one);
      }),
    );
  });

  it('writes any path so that its names are read back', () => {
    const word = fc.oneof(text, fc.constantFrom('if', 'or', 'inherit', 'a-b', "it's", '1st'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (names) => {
        const { tree, errors } = parse(`{ ${pathText(names)} = 1; }`);
        expect(errors).to.deep.equal([]);
        const [binding] = tree.root.kind === 'set' ? tree.root.bindings : [];
        expect(
          binding?.kind === 'binding' && binding.path.attributes.map(staticName),
        ).to.deep.equal(names);
      }),
    );
  });

  it('knows what needs no quotes', () => {
    for (const name of ['nginx', '_x', "it's", 'a-b', 'iffy']) {
      expect(isIdentifier(name), name).to.equal(true);
      expect(attributeName(name)).to.equal(name);
    }
    for (const name of ['if', 'or', '1st', '', 'a b', 'a.b', '<name>', '*'])
      expect(isIdentifier(name), name).to.equal(false);
  });

  it('leaves what stands for any name in an option as it is', () => {
    expect(optionPathText(['services', 'nginx', 'virtualHosts', '<name>', 'a.b', '*'])).to.equal(
      'services.nginx.virtualHosts.<name>."a.b".*',
    );
  });
});
