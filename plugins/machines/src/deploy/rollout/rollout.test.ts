import { expect } from 'chai';
import * as check from 'fast-check';
import { down, startRollout, type HostState, type Policy } from './rollout.js';
import { runRollout } from './run.js';

const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `host${at}`);

/** Works a rollout off with hosts that end as they are told to, and looks at each moment. */
async function simulate(
  policy: Policy,
  ends: readonly HostState[],
  downBefore = 0,
  order: (count: number) => number = () => 0,
) {
  const doing: { name: string; end: (state: HostState) => void; state: HostState }[] = [];
  const lost = new Set<string>();
  let most = downBefore;
  const begin = (name: string, state: HostState): Promise<HostState> =>
    new Promise((end) => {
      doing.push({ name, end, state });
      most = Math.max(most, downBefore + doing.length + lost.size);
    });
  const all = names(ends.length);
  let over = false;
  const running = runRollout(startRollout(policy, all, downBefore), {
    deploy: (name) => begin(name, ends[all.indexOf(name)] ?? 'new'),
    revert: (name) => begin(name, 'reverted'),
    signal: new AbortController().signal,
  }).finally(() => (over = true));
  while (!over) {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    const [one] = doing.splice(order(doing.length), 1);
    if (one === undefined) continue;
    if (one.state === 'lost') lost.add(one.name);
    one.end(one.state);
  }
  return { rollout: await running, most };
}

describe('a rolling update', () => {
  const usual: Policy = { atOnce: 2, onFailure: 'stop', rollbackOnFailure: false };

  it('updates all of them, some at once', async () => {
    const { rollout, most } = await simulate(usual, ['new', 'new', 'new', 'new', 'new']);
    expect([...rollout.hosts.values()].every((one) => one === 'new')).to.equal(true);
    expect(most).to.equal(2);
  });

  it('stops at the first that fails, and leaves the rest alone', async () => {
    const { rollout } = await simulate({ ...usual, atOnce: 1 }, ['new', 'old', 'new', 'new']);
    expect([...rollout.hosts.values()]).to.deep.equal(['new', 'old', 'left', 'left']);
  });

  it('goes on where it is told to', async () => {
    const policy: Policy = { atOnce: 1, onFailure: 'continue', rollbackOnFailure: false };
    const { rollout } = await simulate(policy, ['old', 'new']);
    expect([...rollout.hosts.values()]).to.deep.equal(['old', 'new']);
  });

  it('takes back what is done, where it is told to', async () => {
    const policy: Policy = { atOnce: 1, onFailure: 'stop', rollbackOnFailure: true };
    const { rollout } = await simulate(policy, ['new', 'new', 'old', 'new']);
    expect([...rollout.hosts.values()]).to.deep.equal(['reverted', 'reverted', 'old', 'left']);
  });

  it('begins nothing where as many are down already as may be', async () => {
    const { rollout } = await simulate({ ...usual, atOnce: 1 }, ['new'], 1);
    expect(rollout.hosts.get('host0')).to.equal('left');
  });

  const policy = check.record({
    atOnce: check.integer({ min: 1, max: 8 }),
    onFailure: check.constantFrom('stop' as const, 'continue' as const),
    rollbackOnFailure: check.boolean(),
  });
  const end: check.Arbitrary<HostState> = check.constantFrom(
    'new',
    'new',
    'new',
    'new',
    'old',
    'unchanged',
    'lost',
  );
  const property = (hosts: number, runs: number) =>
    check.assert(
      check.asyncProperty(
        policy,
        check.array(end, { minLength: 1, maxLength: hosts, size: 'max' }),
        check.nat(3),
        check.infiniteStream(check.nat(1_000)),
        async (given, ends, downBefore, random) => {
          const order = (count: number): number =>
            count === 0 ? 0 : (random.next().value as number) % count;
          const { rollout, most } = await simulate(given, ends, downBefore, order);
          expect(most).to.be.at.most(Math.max(given.atOnce, downBefore));
          const states = [...rollout.hosts.values()];
          expect(
            states.filter((one) => ['waiting', 'running', 'reverting'].includes(one)),
          ).to.deep.equal([]);
          // Those that are done go back, as far as the bound leaves room for it.
          if (rollout.failed && given.rollbackOnFailure && down(rollout) < given.atOnce)
            expect(states).not.to.include('new');
        },
      ),
      { numRuns: runs },
    );

  it('never has more down than it may, whatever fails', () => property(30, 400)).timeout(120_000);
  it('nor with a thousand hosts', () => property(1_000, 15)).timeout(300_000);
});
