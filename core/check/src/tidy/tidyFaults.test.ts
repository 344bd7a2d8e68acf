import { expect } from 'chai';
import { parse } from '@nixai/nix';
import { tidyFaults } from './tidyFaults.js';

const all = { of: () => 'note' as const, isOn: () => true };
const told = (text: string) =>
  tidyFaults(parse(text).tree.root, all).map(
    ({ rule, at }) => `${rule} ${text.slice(at.start, at.end)}`,
  );

describe('what could be tidier', () => {
  for (const [text, ...expected] of [
    ['let a = 1; b = 2; in b', 'unused-binding a'],
    ['let f = x: f x; in 1', 'unused-binding f'],
    ['let inherit (lib) mkIf mkForce; in mkIf', 'unused-binding mkForce'],
    ['let a = 1; in { inherit a; }'],
    ['let a = "x"; b.${a} = 1; in b'],
    ['let a = 1; in with pkgs; [ a ]'],
    ['let _a = 1; in 2'],
    ['let a = 1; in let a = 2; in a', 'unused-binding a'],
    ['{ lib, pkgs, ... }: pkgs', 'unused-argument lib'],
    ['{ a, b ? a }: b'],
    ['{ a }@all: all'],
    ['_: 1'],
    ['let in 1', 'empty-let let in 1'],
    ['a: if a == true then 1 else 2', 'boolean-comparison a == true'],
    ['{ x }: { x = x; }', 'manual-inherit x = x;'],
    ['{ x }: { y = x.y; z = x.w; }', 'manual-inherit y = x.y;'],
    ['rec { x = x; }'],
    ['{ a.b = 1; a.c = 2; a.d = 3; b.c = 1; b.d = 2; }', 'repeated-prefix a.b'],
  ] as const)
    it(`tells ${expected.join() || 'nothing'} of ${text}`, () => {
      expect(told(text)).to.deep.equal(expected);
    });

  it('only of the rules that were asked for', () => {
    const { root } = parse('let a = 1; in b == true').tree;
    const one = { ...all, isOn: (rule: string) => rule === 'boolean-comparison' };
    expect(tidyFaults(root, one).map(({ rule }) => rule)).to.deep.equal(['boolean-comparison']);
  });
});
