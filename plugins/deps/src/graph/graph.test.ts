import { expect } from 'chai';
import fc from 'fast-check';
import { dominators } from './dominators.js';
import { graphOf, reachable, sumOf, usersOf, type Graph } from './graph.js';
import { depths, topDown } from './order.js';

const graph = (needs: Readonly<Record<string, string>>, roots?: readonly string[]): Graph =>
  graphOf(
    Object.entries(needs).map(([path, needed], at) => ({
      ...{ path, size: 10 ** at, needs: needed === '' ? [] : needed.split(' ') },
    })),
    roots,
  );

/** Any graph, circles and all; a node needs some of the others. */
const anyGraph = fc
  .array(fc.array(fc.nat(14), { maxLength: 4 }), { minLength: 1, maxLength: 15 })
  .map((needs) =>
    graphOf(
      needs.map((needed, node) => ({
        path: `/${node}`,
        size: node + 1,
        needs: needed.map((n) => `/${n}`),
      })),
    ),
  );

/** As the definition has it: what no root leads to any more without the node. */
function goneWithout(all: Graph, node: number): number {
  const before = sumOf(all, reachable(all, all.roots));
  return before - sumOf(all, reachable(all, all.roots, new Set([node])));
}

describe('a graph of what needs what', () => {
  it('begins with what no other needs, and forgets what was not read and what needs itself', () => {
    const read = graph({ a: 'a b gone', b: '', c: 'b b' });
    expect(read.roots).to.deep.equal([0, 2]);
    expect(read.needs).to.deep.equal([[1], [], [1]]);
    expect(usersOf(read)).to.deep.equal([[], [0, 2], []]);
  });

  it('has each node before those that it needs', () => {
    const read = graph({ a: 'b c', b: 'd', c: 'b', d: '' });
    expect(topDown(read)).to.deep.equal([0, 2, 1, 3]);
    expect([...depths(read)]).to.deep.equal([0, 2, 1, 3]);
  });

  it('says what would go with a node: what each chain goes through', () => {
    // a → b → d, a → c → d, d → e: b and c hold nothing, d holds e.
    const { held, count } = dominators(graph({ a: 'b c', b: 'd', c: 'd', d: 'e', e: '' }));
    expect([...held]).to.deep.equal([11111, 10, 100, 11000, 10000]);
    expect([...count]).to.deep.equal([5, 1, 1, 2, 1]);
  });

  it('says so of any graph as taking the node out does, circles and several roots among them', () => {
    fc.assert(
      fc.property(anyGraph, (all) => {
        const { held } = dominators(all);
        for (const node of reachable(all, all.roots))
          expect(held[node], `${node}`).to.equal(goneWithout(all, node));
      }),
      { numRuns: 500 },
    );
  });

  it('is no deeper than the stack of calls is high for a chain of 100,000', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, at) => [`n${at}`, `n${at + 1}`]),
    );
    const read = graphOf(
      Object.entries(chain).map(([path, next]) => ({ path, size: 1, needs: [next] })),
    );
    expect(dominators(read).held[0]).to.equal(100_000);
    expect(depths(read)[99_999]).to.equal(99_999);
  });
});
