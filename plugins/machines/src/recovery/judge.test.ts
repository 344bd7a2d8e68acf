import { expect } from 'chai';
import fc from 'fast-check';
import { secondsOf, spanText } from '../durations.js';
import { judge } from './judge.js';
import { phases } from './plan.js';
import type { Recovered, Step } from './result.js';

const plan = {
  objectives: { recoverySeconds: 60, pointSeconds: 3600 },
  phases: phases.map((phase) => ({
    phase,
    commands: [],
    ...(phase === 'restore' && { seconds: 5 }),
  })),
};
const machine = (
  name: string,
  more: Partial<Recovered> = {},
  states: readonly Step['state'][] = [],
): Recovered => ({
  ...{ name, on: name, standby: true, ageSeconds: 10 },
  steps: phases.map((phase, at) => ({ phase, state: states[at] ?? 'passed', why: 'because' })),
  ...more,
});
const judged = (machines: readonly Recovered[], seconds = 10, spans = new Map<string, number>()) =>
  judge(plan, machines, spans, seconds);

describe('what a recovery came to', () => {
  it('has passed where all came back in time, young enough, and nothing was left untested', () => {
    expect(judged([machine('a'), machine('b', { ageSeconds: 3600 })], 60)).to.deep.include({
      ...{ verdict: 'passed', findings: [], pointSeconds: 3600 },
    });
  });

  it('has not where it took too long, or would lose too much, and says by how much', () => {
    const { verdict, findings } = judged([machine('a', { ageSeconds: 7200 })], 61);
    expect(verdict).to.equal('failed');
    expect(findings).to.deep.equal([
      'it took 1 min 1 s, and may take 1 min',
      'a: its backup is 2 h old, and may be 1 h',
    ]);
  });

  it('is partial where something was not tested, said once for all', () => {
    const one = machine('a', {}, ['passed', 'not-tested']);
    expect(judged([one, { ...one, name: 'b' }])).to.deep.include({
      ...{ verdict: 'partial', findings: ['provision was not tested: because'] },
    });
  });

  it('tells of a phase that took longer than it was to, which is no failure', () => {
    const { verdict, findings } = judged([machine('a')], 10, new Map([['restore', 6]]));
    expect([verdict, findings]).to.deep.equal([
      'passed',
      ['restore took 6 s, and was to take 5 s'],
    ]);
  });

  it('never has passed where a step failed, or the age of a backup is not known', () => {
    const state = fc.constantFrom<Step['state']>('passed', 'failed', 'not-tested', 'left');
    const one = fc.tuple(fc.array(state, { minLength: 5, maxLength: 5 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), (all) => {
        const machines = all.map(([states, isKnown], at) =>
          machine(`m${at}`, isKnown ? {} : { ageSeconds: undefined }, states),
        );
        const isBad = all.some(([states, isKnown]) => !isKnown || states.includes('failed'));
        const { verdict } = judged(machines);
        expect(verdict === 'failed').to.equal(isBad);
        if (all.some(([states]) => states.includes('not-tested')))
          expect(verdict).not.to.equal('passed');
      }),
    );
  });
});

describe('spans of time', () => {
  it('are read as people write them, and nothing else is', () => {
    expect(['15m', '4h', '1h30m', '2d', '90s'].map(secondsOf)).to.deep.equal([
      900, 14_400, 5400, 172_800, 90,
    ]);
    for (const odd of ['', '15', 'm', '-1m', '1m 2s', '0s', '1e3s', '15mm'])
      expect(() => secondsOf(odd), odd).to.throw('no span of time');
  });

  it('are told as people say them', () => {
    expect([0.25, 59, 584, 7500, 180_000].map(spanText)).to.deep.equal([
      '0.3 s',
      '59 s',
      '9 min 44 s',
      '2 h 5 min',
      '2 days 2 h',
    ]);
  });
});
