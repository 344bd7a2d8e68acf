// Deployments to hosts in namespaces: real sshd and real Nix stores.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { canHaveHosts } from './support/fleet/fleet.js';
import { createDeploys, expectOn, patient } from './support/fleet/deploys.js';

describe('machines deploy', function () {
  this.timeout(300_000);
  let deploys;
  let old;
  before(async function () {
    if (!canHaveHosts()) this.skip();
    deploys = await createDeploys();
    ({ old } = deploys);
  });
  after(() => deploys?.close());

  it('brings a machine to its new system, and back by rollback', async () => {
    const one = await deploys.host();
    const tried = await deploys.deploy([one], {}, '--mode', 'test');
    expect(tried.plan[0]).to.include({ from: old, next: old, missing: 2 });
    expect([one.current, one.next]).to.deep.equal([tried.plan[0].to, old]);
    // It runs already what it shall, and would not after a restart.
    const { machines, code } = await deploys.deploy([one], {}, '--backup');
    expect([machines[0].verdict, code], JSON.stringify(machines[0])).to.deep.equal(['new', 0]);
    expectOn(one, machines[0].to);
    expect(existsSync(one.path('run/nixai/lock'))).to.equal(false);
    const status = await deploys.machines('status', one.name);
    expect(status.machines[0].deployed).to.include({ system: machines[0].to, generation: 2 });
    const again = await deploys.deploy([one]);
    expect([again.deployment, again.code]).to.deep.equal([undefined, 0]);
    const back = await deploys.machines('rollback', one.name, '--yes', ...patient);
    expect(back.code, JSON.stringify(back)).to.equal(0);
    expectOn(one, old);
    const history = await deploys.machines('history');
    expect(history.deployments[0]).to.include({
      state: 'done',
      about: `machines rollback ${one.name}`,
    });
  });

  it('shows what it would do, and touches nothing', async () => {
    const one = await deploys.host();
    const { plan, deployment } = await deploys.deploy([one], {}, '--dry-run');
    expect(plan[0]).to.include({ name: one.name, from: old, missing: 2 });
    expect(deployment).to.equal(undefined);
    expectOn(one, old);
    expect(existsSync(one.path('run/nixai'))).to.equal(false);
  });

  it('does not mind that its clock is off', async () => {
    const one = await deploys.host(old, { clock: '+3d' });
    const { machines } = await deploys.deploy([one]);
    expect(machines[0].verdict, JSON.stringify(machines[0])).to.equal('new');
    expectOn(one, machines[0].to);
    const back = await deploys.host(old, { clock: '-400d' });
    expect((await deploys.deploy([back], { exit: 4 })).machines[0].verdict).to.equal('old');
    expectOn(back, old);
  });

  it('stops at the first that fails, and takes back those that are done where asked', async () => {
    const hosts = [await deploys.host(), await deploys.host(), await deploys.host()];
    const flake = deploys.fleet.flake('mixed', {
      [hosts[0].name]: { version: '2' },
      [hosts[1].name]: { version: '2', exit: 4 },
      [hosts[2].name]: { version: '2' },
    });
    const words = [...hosts.map(({ name }) => name), '--flake', flake, ...patient, '--yes'];
    const more = ['--rolling-update', '--max-unavailable', '1', '--rollback-on-failure'];
    const { machines, code } = await deploys.run(...words, ...more);
    expect(machines.map(({ verdict }) => verdict)).to.deep.equal(['reverted', 'old', 'left']);
    expect(code).to.equal(1);
    hosts.forEach((one) => expect(one.current).to.equal(old));
  });

  it('says that a machine stays on its new system where the old one is not well any more', async () => {
    const sick = deploys.fleet.system({ version: 'sick', health: '500' });
    const [one, other] = [await deploys.host(sick), await deploys.host()];
    const flake = deploys.fleet.flake('stays', {
      [one.name]: { version: '2' },
      [other.name]: { version: '2', exit: 4 },
    });
    const words = [one.name, other.name, '--flake', flake, ...patient, '--yes'];
    const more = ['--rollback-on-failure', '--health-command', 'test "$(cat /run/health)" = 200'];
    const { machines, code } = await deploys.run(...words, ...more);
    expect(machines.map(({ verdict }) => verdict)).to.deep.equal(['new', 'old']);
    expect(machines[0].why).to.contain('could not be taken back');
    expect(code).to.equal(1);
    expectOn(one, machines[0].to);
  });

  it('drains and undrains by hooks, and touches nothing where draining fails', async () => {
    const one = await deploys.host();
    const log = join(deploys.home.path, 'drained');
    const hook = (word) => [`--${word}-command`, `echo ${word} "$1" >>${log}`];
    await deploys.deploy([one], {}, ...hook('drain'), ...hook('undrain'));
    expect(readFileSync(log, 'utf8')).to.equal(`drain ${one.name}\nundrain ${one.name}\n`);
    const failed = await deploys.deploy(
      [one],
      { version: '4' },
      '--drain-command',
      'echo full >&2; false',
    );
    expect(failed.machines[0]).to.include({ verdict: 'unchanged', phase: 'drain' });
    expect(failed.machines[0].why).to.contain('full');
  });

  it('does not hold up the others for one that is gone, and counts it as down', async () => {
    const [one, gone] = [await deploys.host(), await deploys.host()];
    gone.refusing = true;
    const rolling = ['--rolling-update', '--max-unavailable', '2'];
    const { machines, code } = await deploys.deploy([one, gone], {}, ...rolling);
    expect(machines.map(({ verdict }) => verdict)).to.deep.equal(['new', 'left']);
    expect(code).to.equal(1);
    const none = await deploys.deploy([one, gone], { version: '5' }, '--rolling-update');
    expect(none.machines.map(({ verdict }) => verdict)).to.deep.equal(['left', 'left']);
    expectOn(one, machines[0].to);
  });
});
