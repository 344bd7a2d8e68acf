import { expect } from 'chai';
import * as check from 'fast-check';
import type { Facts } from '../status/facts.js';
import { rebootHost, type RebootSteps } from './rebootHost.js';

const options = { timeout: 10_000, pause: 1_000, attempts: 3 };

interface World {
  /** How many looks until it answers again; Infinity: never. */
  readonly away: number;
  readonly restarts: boolean;
  /** How many looks it answers and is on no system yet. */
  readonly starting?: number;
  /** The system that it comes up with. */
  readonly boots: 'old' | 'new';
  readonly sick: number;
  readonly held: boolean;
  readonly drains: boolean;
}
const well: World = {
  away: 3,
  restarts: true,
  boots: 'new',
  sick: 0,
  held: false,
  drains: true,
};

/** A machine whose next boot brings `new`, and that runs `old`. */
function machine(world: World) {
  let asked = false;
  let looks = 0;
  let sick = world.sick;
  let now = 0;
  const did: string[] = [];
  const facts = (bootId: string, current: string): Facts => ({
    answered: 1,
    disks: [],
    bootId,
    current,
    booted: current,
    next: 'new',
  });
  const steps: RebootSteps = {
    facts() {
      if (!asked || !world.restarts) return Promise.resolve(facts('1', 'old'));
      if (looks++ < world.away) return Promise.reject(new Error('nobody answers'));
      const { current: _, ...starting } = facts('2', world.boots);
      if (looks <= world.away + (world.starting ?? 0)) return Promise.resolve(starting);
      return Promise.resolve(facts('2', world.boots));
    },
    take: () => (world.held ? Promise.reject(new Error('it is held')) : Promise.resolve()),
    release: () => Promise.resolve(void did.push('release')),
    drain: () => (world.drains ? Promise.resolve() : Promise.reject(new Error('full'))),
    undrain: () => Promise.resolve(void did.push('undrain')),
    restart() {
      asked = true;
      return Promise.reject(new Error('the connection was lost'));
    },
    unwell: () => Promise.resolve(sick-- > 0 ? 'it is sick' : undefined),
    wait: (milliseconds) => Promise.resolve(void (now += milliseconds)),
    now: () => now,
    tell: () => {},
  };
  return { steps, did, wasAsked: () => asked };
}

const outcomeOf = (world: Partial<World>) => {
  const { steps, did, wasAsked } = machine({ ...well, ...world });
  return rebootHost(steps, options).then((outcome) => ({ outcome, did, wasAsked: wasAsked() }));
};

describe('restarting a machine', () => {
  for (const [what, world, verdict] of [
    ['comes back', {}, 'restarted'],
    ['is well only after a while', { sick: 2 }, 'restarted'],
    ['answers while it is starting', { starting: 4 }, 'restarted'],
    ['is on no system in the end', { starting: 99 }, 'wrong-system'],
    ['is not well', { sick: 9 }, 'unwell'],
    ['boots another system', { boots: 'old' }, 'wrong-system'],
    ['does not restart', { restarts: false }, 'not-restarted'],
    ['does not come back', { away: Infinity }, 'unreachable'],
    ['is being deployed to', { held: true }, 'unchanged'],
    ['is not drained', { drains: false }, 'unchanged'],
  ] as const)
    it(`is ${verdict} where it ${what}`, async () => {
      const { outcome, wasAsked } = await outcomeOf(world);
      expect(outcome.verdict).to.equal(verdict);
      expect(wasAsked).to.equal(verdict !== 'unchanged');
    });

  it('is never said to be done where it is not, and gives back the balancer only what is up', () =>
    check.assert(
      check.asyncProperty(
        check.record<World>({
          away: check.oneof(check.nat(20), check.constant(Infinity)),
          restarts: check.boolean(),
          boots: check.constantFrom('old' as const, 'new' as const),
          sick: check.nat(5),
          held: check.boolean(),
          drains: check.boolean(),
        }),
        async (world) => {
          const { outcome, did } = await outcomeOf(world);
          const isUp = world.restarts && world.away <= 10 && world.boots === 'new';
          const isWell = isUp && !world.held && world.drains && world.sick < 3;
          expect(outcome.verdict === 'restarted').to.equal(isWell);
          if (did.includes('undrain')) expect(isUp).to.equal(true);
        },
      ),
    ));
});
