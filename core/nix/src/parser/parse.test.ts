import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from './parse.js';
import { print } from '../syntax/print.js';
import { walk } from '../syntax/walk.js';
import { accepted, rejected } from '../testing/corners.js';

const firstError = (source: string) => parse(source).errors[0];

describe('parse', () => {
  describe('accepts', () => {
    for (const source of accepted)
      it(JSON.stringify(source), () => {
        const { tree, errors } = parse(source);
        expect(errors).to.deep.equal([]);
        expect(print(tree)).to.equal(source);
      });
  });

  describe('rejects', () => {
    for (const source of rejected)
      it(JSON.stringify(source), () => expect(firstError(source)).not.to.equal(undefined));
  });

  describe('tells what is wrong where a person would look', () => {
    for (const [source, place, code] of [
      ['{ a = true\n  b = 1; }', '1:11', 'missing-semicolon'],
      ['{\n  a.b = true\n  c.d."e" = false;\n}', '2:13', 'missing-semicolon'],
      ['{ a = f x\n  b = 1; }', '1:10', 'missing-semicolon'],
      ['let a = 1 in a', '1:10', 'missing-semicolon'],
      ['{ a = 1\n}', '1:8', 'missing-semicolon'],
      ['{ inherit a\n  b = 1; }', '1:12', 'missing-semicolon'],
      ['{ a = [ 1, 2 ]; }', '1:10', 'comma-in-list'],
      ['{ a = [ 1; 2 ]; }', '1:10', 'semicolon-in-list'],
      ['{ a = [ b ;\n c = 1; }', '1:7', 'unclosed-bracket'],
      ['{ a: 1; }', '1:4', 'colon-for-equals'],
      ['{ a == 1; }', '1:5', 'double-equals'],
      ['{ a = 1, b = 2; }', '1:8', 'comma-in-set'],
      ['{ a; }', '1:4', 'missing-value'],
      ['{ inherit a, b; }', '1:12', 'comma-in-inherit'],
      ['{ inherit a.b; }', '1:12', 'path-in-inherit'],
      ['{ a = ; }', '1:6', 'missing-expression'],
      ['{\n  a = with pkgs [\n    b\n  ];\n}', '2:16', 'missing-semicolon'],
      ['{\n  a = with p [ b ];\n  c.d = 1;\n}', '2:13', 'missing-semicolon'],
      ["{\n  a = ''\n    b='c'\n  ';\n  d = 1;\n  e = 2;\n}", '4:3', 'unclosed-string'],
      ['a = 1;\nb = 2;', '1:1', 'bare-bindings'],
      ['{ a = 1;', '1:1', 'unclosed-brace'],
      ['{ a = "x; }', '1:7', 'unclosed-string'],
      ['{ a = "x;\n b = "y"; c = "z";\n}', '1:7', 'unclosed-string'],
      ['[ "x" "y ]\n ++ [ "z" ]', '1:7', 'unclosed-string'],
      ['{ a = [\n  "x\n  "y"\n]; }', '2:3', 'unclosed-string'],
      ['{\n  a = (f {\n    b = 1;\n  };\n  c = 2;\n}', '4:4', 'unclosed-parenthesis'],
      ["[\n  (f ''\n    x\n  ''\n]", '4:5', 'unclosed-parenthesis'],
      ['(a', '1:1', 'unclosed-parenthesis'],
      ['"${a"', '1:2', 'unclosed-interpolation'],
      ['if a then b', '1:1', 'missing-else'],
      ['if a = b then c else d', '1:6', 'single-equals'],
      ['let x = 1; x', '1:1', 'let-without-in'],
      ['f x: y', '1:3', 'lambda-needs-parentheses'],
      ['{ a b; }', '1:4', 'missing-equals'],
      ['{ a, b c }: a', '1:7', 'missing-comma'],
      ['{ a, ..., b }: a', '1:9', 'after-ellipsis'],
      ['a == b == c', '1:8', 'not-associative'],
      ['./a/', '1:4', 'path-ends-in-slash'],
      ['99999999999999999999', '1:1', 'integer-too-large'],
      ['{ a.if = 1; }', '1:5', 'keyword-as-attribute'],
      ['a |> b', '1:3', 'pipe-operator'],
      ['1 }', '1:3', 'closes-nothing'],
      ['/* a', '1:1', 'unclosed-comment'],
      ['\ufeff1', '1:1', 'byte-order-mark'],
    ] as const)
      it(`${code} in ${JSON.stringify(source)}`, () => {
        const { errors } = parse(source);
        const found = errors.map((error) => `${error.line}:${error.column} ${error.code}`);
        expect(found).to.include(`${place} ${code}`);
      });
  });

  describe('blames a bracket that is missing where it is missing, and nothing else', () => {
    for (const [what, source, place, hint] of [
      [
        'a brace of a set',
        '{ pkgs, ... }:\n{\n  a = {\n    b = 1;\n    c = {\n      d = 2;\n  };\n  e = 1;\n}\n',
        '6:13',
        'write `};` here',
      ],
      [
        'a brace before its `;`',
        '{\n  a = {\n    b = 1;\n  ;\n  c = 2;\n}\n',
        '4:3',
        'write `}` here',
      ],
      ['the last brace', '{\n  a = {\n    b = 1;\n  };\n', '4:5', 'write `}` here'],
      [
        'a bracket of a list',
        '{\n  a = [\n    b\n    c\n  d = 1;\n  e = [\n    f\n  ];\n}\n',
        '4:6',
        'write `];` here',
      ],
      ['a parenthesis', '{\n  a = f (\n    g 1\n  b = 2;\n}\n', '3:8', 'write `);` here'],
      [
        'a brace above a text that is indented as it pleases',
        "{\n  a = {\n    b = ''\n  x = {\n    '';\n  c = 1;\n}\n",
        '5:8',
        'write `};` here',
      ],
    ] as const)
      it(what, () => {
        const { errors } = parse(source);
        expect(errors.map((one) => [`${one.line}:${one.column}`, one.hint])).to.deep.equal([
          [place, hint],
        ]);
      });
  });

  it('keeps the bindings after a missing semicolon', () => {
    const { tree } = parse('{ a = true\n  b = 1; c = 2; }');
    const names: string[] = [];
    walk(tree.root, (node) => {
      if (node.kind === 'binding') names.push(tree.source.slice(node.path.start, node.path.end));
    });
    expect(names).to.deep.equal(['a', 'b', 'c']);
  });

  it('reads any text to its end, and gives it back', () => {
    const pieces = fc.constantFrom(
      ...[
        '{',
        '}',
        '(',
        ')',
        '[',
        ']',
        ';',
        '=',
        ':',
        '@',
        ',',
        '.',
        '?',
        '"',
        "''",
        '${',
        '$',
        '\\',
      ],
      ...[
        'let ',
        ' in ',
        ' rec ',
        ' inherit ',
        ' if ',
        ' then ',
        ' else ',
        ' with ',
        ' or ',
        '...',
      ],
      ...['a', 'b.c', '1', '1.5', './p', '<n>', 'a:b', '//', '++', '-', '!', '/*', '*/', '#', '\n'],
    );
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString()),
    );
    fc.assert(
      fc.property(text, (source) => {
        const { tree, errors } = parse(source);
        expect(print(tree)).to.equal(source);
        for (const { start, end, line, column } of errors)
          expect(
            start >= 0 && start <= end && end <= source.length && line > 0 && column > 0,
          ).to.equal(true);
        walk(tree.root, (node, parents) => {
          const parent = parents.at(-1);
          expect(node.start <= node.end, node.kind).to.equal(true);
          if (parent !== undefined)
            expect(
              node.start >= parent.start && node.end <= parent.end,
              `${parent.kind} > ${node.kind} in ${source}`,
            ).to.equal(true);
        });
      }),
      { numRuns: 10_000 },
    );
  });

  it('keeps a tree apart from those of the files that are read after it', () => {
    const [short, long] = ['{ a = "é"; } # 1', `[ ${'./a/b "c" '.repeat(10_000)}]\n`];
    const trees = [short, long, short, '(', long].map((source) => parse(source).tree);
    expect(trees.map(print)).to.deep.equal([short, long, short, '(', long]);
    const [first, list] = trees as [(typeof trees)[0], (typeof trees)[0]];
    expect(first.root).to.deep.equal(parse(short).tree.root);
    expect(list.root.kind === 'list' && list.root.items.length).to.equal(20_000);
  });

  it('says so where something is nested too deeply, and does not overflow', () => {
    for (const open of [
      '(',
      '[',
      '{a=',
      'a: ',
      '!',
      'a ++ ',
      'a + ',
      '- ',
      'if a then b else ',
      '"${',
      'a.b or ',
      'let a=1; in ',
      'a -> ',
      'f (',
      '{a}: ',
    ]) {
      const source = open.repeat(10_000) + '1';
      expect(firstError(source), open).not.to.equal(undefined);
    }
  });
});
