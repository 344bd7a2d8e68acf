import { expect } from 'chai';
import { isNixaiError, type Action, type Plan } from '@nixai/api';
import { recordedTasks } from '@nixai/api/testing';
import { carryOut } from './carryOut.js';

const action: Action = { kind: 'change', target: '/etc/a', detail: '-a\n+b\n' };

/** A plan that counts how often it is done, and somebody who answers. */
function setting(answer: boolean, more: Partial<Plan> = {}) {
  const seen: string[] = [];
  let applied = 0;
  const plan: Plan = {
    about: 'change a',
    actions: [action],
    risk: 'none',
    apply: async () => ({ change: `id${++applied}` }),
    ...more,
  };
  const ask = async (question: string) => (seen.push(`? ${question}`), answer);
  const context = {
    prompt: {
      ...{ interactive: true, confirm: ask, input: ask as never },
      ...{ password: ask as never, select: ask as never },
    },
    notice: (text: string) => void seen.push(`! ${text}`),
    write: (text: string) => void seen.push(text),
    tasks: recordedTasks(),
  };
  return { plan, context, seen, applied: () => applied };
}

describe('carrying out a plan', () => {
  it('shows it, asks, and does it once', async () => {
    const { plan, context, seen } = setting(true);
    expect(await carryOut(plan, { question: 'Write this?' }, context)).to.deep.equal({
      change: 'id1',
    });
    expect(seen).to.deep.equal(['-a\n+b\n', '? Write this?']);
  });

  it('does nothing after a no, in a dry run, and where there is nothing to do', async () => {
    const refused = setting(false);
    expect(await carryOut(refused.plan, {}, refused.context)).to.equal(undefined);
    const dry = setting(true);
    expect(await carryOut(dry.plan, { dryRun: true, yes: true }, dry.context)).to.equal(undefined);
    const empty = setting(true, { actions: [] });
    expect(await carryOut(empty.plan, {}, empty.context)).to.equal(undefined);
    expect([refused.applied(), dry.applied(), empty.applied()]).to.deep.equal([0, 0, 0]);
    expect(empty.seen).to.deep.equal([]);
  });

  it('says what can come of it', async () => {
    const { plan, context, seen } = setting(true, { risk: 'restart' });
    await carryOut(plan, {}, context);
    expect(seen[1]).to.equal('! This interrupts what is running.');
  });

  it('takes --yes for what it shows, but not for what nobody would expect to lose', async () => {
    const { plan, context, seen, applied } = setting(true);
    await carryOut(plan, { yes: true }, context);
    expect([seen, applied()]).to.deep.equal([[], 1]);
    const loses = '/etc/a was changed since; that would be lost as well';
    const losing = setting(true, { actions: [{ ...action, loses }] });
    try {
      await carryOut(losing.plan, { yes: true }, losing.context);
      expect.fail('it was done');
    } catch (error) {
      if (!isNixaiError(error)) throw error;
      expect([error.code, error.exitCode]).to.deep.equal(['would-lose', 5]);
    }
    expect(losing.applied()).to.equal(0);
    await carryOut(losing.plan, {}, losing.context);
    expect(losing.seen).to.include(`! ${loses}`);
    expect(losing.applied()).to.equal(1);
  });
});
