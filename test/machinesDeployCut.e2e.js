// Deployments that are cut off: who deploys is killed, the connection or the power goes.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { canHaveHosts } from './support/fleet/fleet.js';
import { createDeploys, existsIn, expectOn, hasty } from './support/fleet/deploys.js';

describe('machines deploy, cut off', function () {
  this.timeout(300_000);
  let deploys;
  let old;
  before(async function () {
    if (!canHaveHosts()) this.skip();
    deploys = await createDeploys();
    ({ old } = deploys);
  });
  after(() => deploys?.close());

  for (const [when, file] of [
    ['copies', (one) => one.receives()],
    ['takes the lock', 'run/nixai/lock'],
    ['arms the guard', '*/guard'],
    ['waits for the activation', '*/armed'],
    ['checks', '*/code'],
    ['has confirmed', '*/confirmed'],
  ])
    it(`is on one system, and can be deployed to again, where who deploys is killed as it ${when}`, async () => {
      const one = await deploys.host();
      const { child, ended } = await deploys.began(
        [one],
        { hang: 1, weight: 50_000_000 },
        file,
        ...hasty,
      );
      child.kill('SIGKILL');
      await ended;
      const again = await deploys.resume();
      // Where it was confirmed there is nothing left to do.
      expect(again.machines.map(({ verdict }) => verdict).join()).to.be.oneOf(['', 'new']);
      expect(one.current).not.to.equal(old);
      expectOn(one, one.current);
    });

  it('comes back by itself where who deploys is killed during the switch', async () => {
    const one = await deploys.host();
    const { child, ended } = await deploys.began([one], { hang: 1 }, '*/armed', ...hasty);
    child.kill('SIGKILL');
    await ended;
    for (let left = 300; left > 0 && !existsIn(one, '*/result'); left--) await sleep(100);
    expectOn(one, old);
    const { deployments } = await deploys.machines('history');
    expect(deployments[0]).to.include({ state: 'interrupted' });
    expect(deployments[0].machines[0].verdict).to.equal('unfinished');
    const { machines } = await deploys.resume();
    expect(machines[0].verdict).to.equal('new');
    expectOn(one, machines[0].to);
    expect((await deploys.resume()).error.code).to.equal('nothing-to-resume');
  });

  it('sees it through where the connection is cut during the switch', async () => {
    const one = await deploys.host();
    const { result } = await deploys.began([one], { hang: 2 }, '*/armed');
    one.cut();
    const { machines } = await result();
    expect(machines[0].verdict).to.equal('new');
    expectOn(one, machines[0].to);
  });

  it('comes up with the old system where power fails during the switch', async () => {
    const one = await deploys.host();
    const { result } = await deploys.began([one], { hang: 3 }, '*/armed');
    await one.reboot();
    const { machines } = await result();
    expect(machines[0]).to.include({ verdict: 'old' });
    expect(machines[0].why).to.contain('restarted');
    expectOn(one, old);
  });

  it('is refused while another one goes on, which is named', async () => {
    const one = await deploys.host();
    const { result } = await deploys.began([one], { hang: 15 }, '*/armed');
    const second = await deploys.deploy([one], { version: '3' });
    expect(second.machines[0]).to.include({ verdict: 'unchanged', phase: 'preflight' });
    expect(second.machines[0].why).to.contain('another deployment');
    expect((await result()).machines[0].verdict).to.equal('new');
  });

  it('leaves the machine alone where the copy is cut', async () => {
    const one = await deploys.host();
    const { result } = await deploys.began([one], { weight: 200_000_000 }, (host) =>
      host.receives(),
    );
    one.refusing = true;
    one.cut();
    const { machines } = await result();
    expect(machines[0].verdict).to.equal('unchanged');
    one.refusing = false;
    expectOn(one, old);
  });
});
