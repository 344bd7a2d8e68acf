import { expect } from 'chai';
import fc from 'fast-check';
import type { BuildTimes } from '../results/built.js';
import { atOnceIn } from './atOnce.js';
import { chainIn } from './chain.js';

const built = (derivation: string, seconds: number, at?: number): BuildTimes => ({
  ...{ derivation, outcome: 'built', seconds, phases: [], ...(at !== undefined && { at }) },
});
const sumOf = (builds: readonly BuildTimes[]): number =>
  builds.reduce((sum, one) => sum + one.seconds, 0);

describe('the chain of builds that took longest', () => {
  it('is of those that needed each other, and passes over what was not built', () => {
    const builds = [built('a', 5), built('b', 1), built('c', 3), built('d', 2)];
    const needs = new Map([
      ['c', ['a', 'source', 'b']],
      ['d', ['b']],
    ]);
    expect(chainIn(builds, needs).map(({ derivation }) => derivation)).to.deep.equal(['a', 'c']);
  });

  it('is a way through what was needed, and no other one takes longer', () => {
    const graph = fc.array(
      fc.record({ seconds: fc.integer({ min: 0, max: 50 }), needs: fc.array(fc.nat(9)) }),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(graph, (nodes) => {
        const needsOf = (at: number): number[] =>
          (nodes[at]?.needs ?? []).filter((needed) => needed < at);
        const longest = (at: number): number =>
          (nodes[at]?.seconds ?? 0) + Math.max(0, ...needsOf(at).map(longest));
        const builds = nodes.map(({ seconds }, at) => built(String(at), seconds));
        const needs = new Map(nodes.map((_, at) => [String(at), needsOf(at).map(String)]));
        const chain = chainIn(builds, needs);
        expect(sumOf(chain)).to.equal(Math.max(...nodes.map((_, at) => longest(at))));
        for (const [at, { derivation }] of chain.entries())
          if (at > 0) expect(needs.get(derivation)).to.include(chain[at - 1]?.derivation);
      }),
    );
  });
});

describe('what ran at once', () => {
  it('is counted, with the time for which there was nothing to build', () => {
    const builds = [built('a', 4, 1), built('b', 2, 1), built('c', 2, 5)];
    expect(atOnceIn(builds, 2)).to.deep.equal({ most: 2, places: 2, seconds: 6, idle: 4 });
  });

  it('is unknown where it was not measured, and where others built', () => {
    expect(atOnceIn([built('a', 4)], 2)).to.equal(undefined);
    expect(atOnceIn([{ ...built('a', 4, 0), from: 'ssh://b' }], 2)).to.equal(undefined);
    expect(atOnceIn([built('a', 4, 0)], 0)).to.equal(undefined);
  });
});
