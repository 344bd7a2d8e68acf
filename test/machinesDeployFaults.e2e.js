// Systems that do not come up, and hosts without room: each is back on its old system, or left alone.
import { expect } from 'chai';
import { canHaveHosts } from './support/fleet/fleet.js';
import { createDeploys, expectOn, hasty } from './support/fleet/deploys.js';

describe('machines deploy, to a system that is not well', function () {
  this.timeout(300_000);
  let deploys;
  let old;
  before(async function () {
    if (!canHaveHosts()) this.skip();
    deploys = await createDeploys();
    ({ old } = deploys);
  });
  after(() => deploys?.close());

  for (const [what, knobs, flags, phase, why] of [
    ['units fail to start (exit 4)', { exit: 4 }, [], 'activate', 'failed to start: web.service'],
    ['the activation fails', { exit: 1 }, [], 'activate', 'ended with 1'],
    ['the activation hangs', { hang: 1000 }, ['--activation-timeout', '3'], 'activate', 'in time'],
    // How far it comes before the network notices is a matter of time, and the end of it is not.
    ['its firewall lets nobody in', { closed: true }, hasty, undefined, ''],
    ['its boot loader cannot be written', { bootFails: true }, [], 'done', 'boot loader'],
    ['its health page answers 500', { health: '500' }, ['url'], 'health', '500'],
    ['its health page never answers', { health: 'hang' }, ['url'], 'health', 'time'],
    [
      'the health command fails',
      {},
      ['--health-command', 'echo sick >&2; false'],
      'health',
      'sick',
    ],
  ])
    it(`comes back to the old system where ${what}`, async () => {
      const one = await deploys.host();
      // What never answers is not waited for; what answers may be slow on a machine under load.
      const patience =
        knobs.health === 'hang' ? ['--health-timeout', '1'] : ['--health-timeout', '30'];
      const url = [...patience, '--health-check-url', `http://127.0.0.1:${one.webPort}/`];
      const more = flags[0] === 'url' ? url : flags;
      const { machines, code } = await deploys.deploy([one], knobs, ...more);
      expect(machines[0].verdict, JSON.stringify(machines[0])).to.equal('old');
      if (phase !== undefined) expect(machines[0].phase).to.equal(phase);
      expect(machines[0].why).to.contain(why);
      expect(code).to.equal(1);
      expectOn(one, old);
      // It may be deployed to again.
      expect((await deploys.deploy([one])).machines[0].verdict).to.equal('new');
    });

  it('has the last lines of the units that failed to start', async () => {
    const { machines } = await deploys.deploy([await deploys.host()], { exit: 4 });
    expect(machines[0].failures).to.deep.equal([
      { unit: 'web.service', lines: ['bind: address already in use'] },
    ]);
  });

  it('is left alone where its disk has no room, before anything is copied', async () => {
    const one = await deploys.host(old, { size: 8_000_000 });
    const { machines } = await deploys.deploy([one], { weight: 30_000_000 });
    expect(machines[0]).to.include({ verdict: 'unchanged', phase: 'preflight' });
    expect(machines[0].why).to.contain('MiB are to be copied');
    expectOn(one, old);
  });

  it('is left alone where its disk fills up during the copy', async () => {
    const one = await deploys.host(old, { size: 60_000_000 });
    const { result } = await deploys.began([one], { weight: 30_000_000 }, (host) =>
      host.receives(),
    );
    one.fill();
    const { machines } = await result();
    expect(machines[0]).to.include({ verdict: 'unchanged', phase: 'copy' });
    expectOn(one, old);
  });
});
