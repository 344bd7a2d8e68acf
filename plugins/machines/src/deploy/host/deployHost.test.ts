import { expect } from 'chai';
import * as check from 'fast-check';
import { ModelHost, noFaults, type Faults } from '../testing/modelHost.js';
import { deployHost, type HostOptions, type HostOutcome } from './deployHost.js';
import type { Look } from './steps.js';
import { verdictOf } from './verdict.js';

/** A host whose guard has ended. */
const seen: Look = {
  folder: true,
  armed: true,
  confirmed: false,
  expired: true,
  guard: false,
  failures: [],
  log: [],
};

const limits = { activation: 2_000, confirmation: 1_500 };
const options: HostOptions = {
  new: 'new',
  mode: 'switch',
  ...limits,
  rollback: 1_000,
  attempts: 3,
  pause: 100,
  soak: 0,
  needed: 0,
};

async function deployed(faults: Partial<Faults>, more: Partial<HostOptions> = {}) {
  const host = new ModelHost({ ...noFaults, ...faults }, limits);
  const outcome = await deployHost(host, { ...options, ...more });
  host.settle();
  return { host, outcome };
}

describe('the protocol with one host', () => {
  it('ends with the new system where all goes well', async () => {
    const { host, outcome } = await deployed({});
    expect(outcome).to.include({ verdict: 'new', phase: 'done', old: 'old' });
    expect([host.current, host.next]).to.deep.equal(['new', 'new']);
  });

  for (const [what, faults, phase, why] of [
    ['an activation that fails', { exit: 1 }, 'activate', 'ended with 1'],
    ['units that fail to start', { exit: 4 }, 'activate', 'failed to start: web.service'],
    ['an activation that hangs', { activation: Infinity }, 'activate', 'did not end in time'],
    ['a firewall that closes', { closed: true }, 'activate', 'could not be reached'],
    ['a health page that answers 500', { sick: 99 }, 'health', 'it answers 500'],
    ['a boot loader that cannot be written', { bootFails: true }, 'done', 'boot loader'],
    ['a restart before the confirmation', { rebootAt: 6 }, 'activate', 'restarted'],
    ['a look while it starts', { rebootAt: 6, starting: 500 }, 'activate', 'restarted'],
  ] as const)
    it(`ends with the old system after ${what}`, async () => {
      const { host, outcome } = await deployed(faults);
      expect(outcome.verdict).to.equal('old');
      expect(outcome.phase).to.equal(phase);
      expect(outcome.why).to.contain(why);
      expect([host.current, host.next]).to.deep.equal(['old', 'old']);
    });

  it('leaves a host alone that another deployment has, or that is not what was planned for', async () => {
    expect((await deployed({ held: true })).outcome).to.include({
      verdict: 'unchanged',
      phase: 'lock',
    });
    for (const before of [
      await deployed({}, { expected: 'another' }),
      await deployed({ heldBy: 'bob@laptop (7)' }),
      await deployed({ untrusted: true }),
    ]) {
      expect(before.outcome).to.include({ verdict: 'unchanged', phase: 'preflight' });
      expect(before.host.calls).to.equal(1);
    }
  });

  it('does nothing where the system is there already', async () => {
    const host = new ModelHost(noFaults, limits);
    const outcome = await deployHost(host, { ...options, new: 'old' });
    expect(outcome).to.include({ verdict: 'new', already: true });
    expect(host.calls).to.equal(1);
  });

  it('waits out attempts that are not well yet', async () => {
    expect((await deployed({ sick: 2 })).outcome.verdict).to.equal('new');
  });

  it('went back where its guard says so, though another deployment has come since', () => {
    const systems = { old: 'old', new: 'new', oldNext: 'old', mode: 'switch' } as const;
    const look = { ...seen, current: 'another', next: 'another' };
    expect(verdictOf({ ...look, result: 'rolled-back' }, systems)).to.equal('old');
    expect(verdictOf({ ...look, result: 'boot-failed' }, systems)).to.equal('old');
    expect(verdictOf({ ...look, result: 'done' }, systems)).to.equal('neither');
    expect(verdictOf({ ...look, result: 'stuck' }, systems)).to.equal('neither');
    const still = { ...seen, current: 'new', next: 'new' };
    expect(verdictOf({ ...still, result: 'rolled-back' }, systems)).to.equal('neither');
  });

  const faults: check.Arbitrary<Faults> = check.record({
    killedAt: check.option(check.nat(14), { nil: undefined }),
    lost: check
      .array(check.tuple(check.nat(20), check.constantFrom('before' as const, 'after' as const)), {
        maxLength: 4,
      })
      .map((pairs) => new Map(pairs)),
    away: check.option(check.record({ from: check.nat(14), calls: check.nat(60) }), {
      nil: undefined,
    }),
    rebootAt: check.option(check.nat(14), { nil: undefined }),
    starting: check.constantFrom(0, 0, 300),
    activation: check.constantFrom(0, 100, 1_900, Infinity),
    exit: check.constantFrom(0, 0, 0, 1, 4),
    closed: check.boolean(),
    bootFails: check.boolean(),
    sick: check.nat(5),
    held: check.boolean(),
  });

  it('leaves every host on the old or the new system, and says which, whatever goes wrong', async () => {
    await check.assert(
      check.asyncProperty(faults, async (given) => {
        const host = new ModelHost(given, limits);
        let outcome: HostOutcome | undefined;
        void deployHost(host, options).then((ended) => (outcome = ended));
        // A deployer that is dead never comes to an end.
        for (let turn = 0; turn < 2_000 && outcome === undefined; turn++) await Promise.resolve();
        host.settle();
        expect(host.next, 'what it boots').to.equal(host.current);
        expect(host.current).to.be.oneOf(['old', 'new']);
        if (outcome === undefined) expect(given.killedAt, 'it hangs').not.to.equal(undefined);
        else if (outcome.verdict === 'new') expect(host.current).to.equal('new');
        else if (outcome.verdict === 'unknown') expect(host.reachable).to.equal(false);
        else expect([outcome.verdict, host.current]).to.deep.equal([outcome.verdict, 'old']);
        expect(outcome?.verdict).not.to.equal('neither');
      }),
      { numRuns: 3_000 },
    );
  }).timeout(120_000);
});
