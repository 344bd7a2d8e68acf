import { expect } from 'chai';
import { parse } from '@nixai/nix';
import type { Condition } from './group.js';
import { clashes, Facts, lacks, optionGroups } from './index.js';

const factsOf = (nix: string) => new Facts([{ name: 'x.nix', tree: parse(nix).tree }]);
const none = factsOf('{ }');

/** A module in which a condition holds. */
const nixOf = ({ path, ...condition }: Condition): string => {
  switch (condition.kind) {
    case 'on':
      return `{ ${path} = true; }`;
    case 'is':
      return `{ ${path} = ${condition.value}; }`;
    case 'has':
      return `{ ${path} = [ ${condition.item}${condition.item.endsWith('"') ? '' : '"'} ]; }`;
    case 'set':
      return `{ ${path} = "x"; }`;
  }
};

describe('options that exclude or need each other', () => {
  it('are forty groups and more, each with a reason that is a sentence', () => {
    expect(optionGroups.length).to.be.at.least(40);
    for (const { why } of optionGroups) expect(why).to.match(/^\S.*\.$/);
  });

  for (const group of optionGroups)
    if ('oneOf' in group)
      it(`${group.oneOf.map(({ path }) => path).join(', ')} are never two`, () => {
        const [one, two] = group.oneOf as [Condition, Condition];
        const found = clashes(factsOf(nixOf(one)), factsOf(nixOf(two)));
        expect(found.map(({ why }) => why)).to.include(group.why);
        expect(clashes(factsOf(nixOf(one)), none)).to.deep.equal([]);
        const off = nixOf(two).replace(/true;|\[.*\];|"[^"]*";|false;/, '1;');
        if (two.kind !== 'set')
          expect(clashes(factsOf(nixOf(one)), factsOf(off)).map(({ why }) => why)).not.to.include(
            group.why,
          );
      });
    else
      it(`${group.when.path} needs ${group.needs.map(({ path }) => path).join(' or ')}`, () => {
        const alone = nixOf(group.when);
        const isDefault = group.needs.some(
          ({ kind, path }) => kind === 'on' && path === 'networking.firewall.enable',
        );
        const off = isDefault
          ? `${alone.slice(0, -1)} networking.firewall.enable = false; }`
          : alone;
        expect(lacks(factsOf(off), none).map(({ why }) => why)).to.include(group.why);
        for (const need of group.needs) {
          const met = `${alone.slice(0, -1)}${nixOf(need).slice(1)}`;
          expect(lacks(factsOf(met), none).map(({ why }) => why)).not.to.include(group.why);
        }
        expect(lacks(factsOf(off), factsOf(off)), 'it was so before').to.deep.equal([]);
      });

  it('do not count under a condition, which only an evaluation can tell', () => {
    const under = factsOf('{ lib, c, ... }: { services.tlp.enable = lib.mkIf c true; }');
    expect(clashes(factsOf('{ services.tuned.enable = true; }'), under)).to.deep.equal([]);
  });
});
