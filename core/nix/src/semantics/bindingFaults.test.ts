import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { parse } from '../parser/parse.js';
import { bindingFaults } from './bindingFaults.js';
import { freeVariables } from './freeVariables.js';

const clean = [
  '{ a = { b = 1; }; a = { c = 2; }; }',
  '{ a = { b = 1; }; a.c = 2; }',
  '{ a.c = 2; a = { b = 1; }; }',
  '{ a = ({ }); a.b = 2; }',
  '{ a = rec { b = 1; }; a = { c = b; }; }',
  '{ a = rec { b = 1; }; a.c = b; }',
  '{ a.b.c = 1; a.b.d = 2; a = { e = 3; }; }',
  'x: { ${x} = 1; ${x} = 2; }',
  'let a.b = 1; a.c = 2; in a',
  'let x = { inherit y; }; y = 1; in { inherit x; }',
  'with { }; y',
  'x: with x; let a = b; in a',
  '__currentSystem builtins.zz import map fetchTarball',
  '{ a ? b, b, ... }@all: all.${a}',
  'rec { a = b; b = 1; ${a} = 2; }',
  'let { body = a; a = 1; }',
  'rec { inherit (a) b; a = { b = 1; }; }',
  '__curPos.line',
];

const faulty: readonly (readonly [source: string, fault: string])[] = [
  ['{ a = 1; a = 2; }', '1:10 duplicate-attribute a'],
  ['{ a.b = 1; a.b = 2; }', '1:14 duplicate-attribute a.b'],
  ['{ a = 1; a.b = 2; }', '1:10 duplicate-attribute a'],
  ['{ a.b = 1; a = 2; }', '1:12 duplicate-attribute a'],
  ['{ a = { b = 1; }; a = { b = 2; }; }', '1:25 duplicate-attribute a.b'],
  ['{ a = { b.c = 1; }; a = { b.d = 2; }; }', '1:27 late-merge a.b'],
  ['{ a.b.c = 1; a = { b = { d = 2; }; }; }', '1:20 late-merge a.b'],
  ['{ a.b.c = 1; a = { b = { c = 2; }; }; }', '1:26 duplicate-attribute a.b.c'],
  ['{ a = let { body = 1; }; a.b = 1; }', '1:26 duplicate-attribute a'],
  ['x: { inherit x; x = 1; }', '1:17 duplicate-attribute x'],
  ['{ "a" = 1; a = 2; }', '1:12 duplicate-attribute a'],
  ['{ ${"a"} = 1; a = 2; }', '1:15 duplicate-attribute a'],
  ['let a = 1; a = 2; in a', '1:12 duplicate-attribute a'],
  ['{ a, a }: 1', '1:6 duplicate-argument a'],
  ['a@{ a }: 1', '1:1 duplicate-argument a'],
  ['{ a.c = b; a = rec { b = 1; }; }', '1:9 undefined-variable b'],
  ['{ a = b; b = 1; }', '1:7 undefined-variable b'],
  ['{ inherit b; }', '1:11 undefined-variable b'],
  ['let a = 1; in { a = 1; b = c; }', '1:28 undefined-variable c'],
  ['with x; y', '1:6 undefined-variable x'],
  ['"${a}"', '1:4 undefined-variable a'],
  ['{ }.${a} or b', '1:7 undefined-variable a'],
  ['__foo', '1:1 undefined-variable __foo'],
];

const nix = (source: string) =>
  spawnSync('nix-instantiate', ['--parse', '-'], { encoding: 'utf8', input: source }).status;

const faultsIn = (source: string) =>
  bindingFaults(parse(source).tree).map(
    ({ line, column, code, message }) =>
      `${line}:${column} ${code} ${/`([^`]*)`/.exec(message)?.[1] ?? ''}`,
  );

describe('bindingFaults', () => {
  for (const source of clean)
    it(`finds nothing in ${source}`, () => expect(faultsIn(source)).to.deep.equal([]));
  for (const [source, fault] of faulty)
    it(`finds ${fault} in ${source}`, () => expect(faultsIn(source)).to.include(fault));

  it('reads a set of any size', () => {
    const bindings = Array.from({ length: 200_000 }, (_, at) => `a${at} = 1;`);
    expect(faultsIn(`{ ${bindings.join(' ')} b = c; }`)).to.have.lengthOf(1);
  });

  it('judges as Nix does', function () {
    if (nix('1') !== 0) this.skip();
    for (const source of clean) expect(nix(source), source).to.equal(0);
    for (const [source] of faulty) expect(nix(source), source).not.to.equal(0);
  });
});

describe('freeVariables', () => {
  it('tells of names that a `with` may bring', () => {
    const { root } = parse('with a; [ b (let c = d; in c) ]').tree;
    const told = freeVariables(root).map(({ name, insideWith }) => [name, insideWith]);
    expect(told).to.deep.equal([
      ['a', false],
      ['b', true],
      ['d', true],
    ]);
  });
});
