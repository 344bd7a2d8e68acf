// Deployments to hosts in namespaces: real sshd, real Nix stores, and each way in which it goes wrong.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Ajv from 'ajv';
import { expect } from 'chai';
import { Fleet, canHaveHosts, nixConfig } from './support/fleet/fleet.js';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const plugin = join(root, 'plugins/machines');
const schemaOf = (name) => JSON.parse(readFileSync(join(plugin, `schemas/machines-${name}.json`)));

describe('machines deploy', function () {
  this.timeout(300_000);
  let home;
  let fleet;
  let old;
  let names = 0;
  before(async function () {
    if (!canHaveHosts()) this.skip();
    home = createHome({ NIX_CONFIG: nixConfig });
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
    await home.nixai(['machines', 'init', '--yes']);
    fleet = new Fleet(home.path);
    old = fleet.system({ version: '1' });
  });
  after(async () => {
    await fleet?.close();
    home?.remove();
  });

  async function host(system = old, options = {}) {
    const name = `host${++names}`;
    const made = await fleet.host(name, system, options);
    const port = ['--ssh-port', String(made.port), '--ssh-user', 'root', '--yes'];
    const { code, stderr } = await home.nixai(['machines', 'add', name, '127.0.0.1', ...port]);
    expect(code, stderr).to.equal(0);
    return made;
  }
  const quick = ['--activation-timeout', '20', '--confirm-timeout', '8', '--health-attempts', '2'];
  const argvFor = (hosts, knobs, more) => {
    const flake = fleet.flake(
      `flake-${names}-${Math.random()}`,
      Object.fromEntries(hosts.map(({ name }) => [name, { version: '2', ...knobs }])),
    );
    const chosen = hosts.map(({ name }) => name);
    const own = quick.filter((_word, at) => !more.includes(quick[at - (at % 2)]));
    return ['machines', 'deploy', ...chosen, '--flake', flake, '--yes', '--json', ...own, ...more];
  };
  function read({ code, stdout, stderr }) {
    let value;
    try {
      value = JSON.parse(stdout);
    } catch {
      throw new Error(`no JSON: ${stdout}${stderr}`);
    }
    if (value.error === undefined) {
      const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
        schemaOf('deploy'),
      );
      expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
    }
    const machines = value.deployment?.machines;
    return { ...value, code, machines: machines ?? [] };
  }
  const deploy = async (hosts, knobs = {}, ...more) =>
    read(await home.nixai(argvFor(hosts, knobs, more), { timeout: 120_000 }));
  /** Starts one, and waits until a file is there on the host. */
  async function began(hosts, knobs, file, ...more) {
    const child = home.start(argvFor(hosts, knobs, more));
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    const ended = new Promise((resolve) =>
      child.on('close', (code) => resolve({ code, stdout, stderr: '' })),
    );
    while (!existsIn(hosts[0], file)) {
      if (child.exitCode !== null) throw new Error(`it ended before ${file}: ${stdout}`);
      await sleep(10);
    }
    return { child, ended };
  }
  const existsIn = (one, file) =>
    typeof file === 'function'
      ? file(one)
      : file.includes('*')
        ? one.files('run/nixai').some((path) => path.endsWith(file.slice(1)))
        : existsSync(one.path(file));
  const settled = async (one, wanted) => {
    for (let left = 600; left > 0 && one.current !== wanted; left--) await sleep(100);
  };
  const expectOld = (one) =>
    expect([one.current, one.next, one.bootDefault], one.name).to.deep.equal([old, old, old]);
  const expectNew = (one, to) =>
    expect([one.current, one.next, one.bootDefault], one.name).to.deep.equal([to, to, to]);

  it('brings a machine to its new system, and back by rollback', async () => {
    const one = await host();
    const { machines, plan, code } = await deploy([one], {}, '--backup');
    expect([machines[0].verdict, code], JSON.stringify(machines[0])).to.deep.equal(['new', 0]);
    expect(plan[0]).to.include({ from: old, missing: 2 });
    expectNew(one, machines[0].to);
    expect(existsSync(one.path('run/nixai/lock'))).to.equal(false);
    const [{ deployed }] = JSON.parse(
      (await home.nixai(['machines', 'status', one.name, '--json'])).stdout,
    ).machines;
    expect(deployed).to.include({ system: machines[0].to, generation: 2 });
    const again = await deploy([one]);
    expect([again.deployment, again.code]).to.deep.equal([undefined, 0]);
    const back = await home.nixai(['machines', 'rollback', one.name, '--yes', '--json', ...quick]);
    expect(back.code, back.stdout).to.equal(0);
    expectOld(one);
    const history = JSON.parse((await home.nixai(['machines', 'history', '--json'])).stdout);
    expect(history.deployments[0]).to.include({
      state: 'done',
      about: `machines rollback ${one.name}`,
    });
  });

  it('shows what it would do, and touches nothing', async () => {
    const one = await host();
    const { plan, deployment } = await deploy([one], {}, '--dry-run');
    expect(plan[0]).to.include({ name: one.name, from: old, missing: 2 });
    expect(deployment).to.equal(undefined);
    expectOld(one);
    expect(existsSync(one.path('run/nixai'))).to.equal(false);
  });

  for (const [what, knobs, flags, phase, why] of [
    ['units fail to start (exit 4)', { exit: 4 }, [], 'activate', 'failed to start: web.service'],
    ['the activation fails', { exit: 1 }, [], 'activate', 'ended with 1'],
    ['the activation hangs', { hang: 1000 }, ['--activation-timeout', '3'], 'activate', 'in time'],
    // How far it comes before the network notices is a matter of time, and the end of it is not.
    ['its firewall lets nobody in', { closed: true }, [], undefined, ''],
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
      const one = await host();
      // What never answers is not waited for; what answers may be slow on a machine under load.
      const patience =
        knobs.health === 'hang'
          ? ['--health-timeout', '1']
          : ['--health-timeout', '30', '--confirm-timeout', '90'];
      const url = [...patience, '--health-check-url', `http://127.0.0.1:${one.webPort}/`];
      const more = flags[0] === 'url' ? url : flags;
      const { machines, code } = await deploy([one], knobs, ...more);
      expect(machines[0].verdict, JSON.stringify(machines[0])).to.equal('old');
      if (phase !== undefined) expect(machines[0].phase).to.equal(phase);
      expect(machines[0].why).to.contain(why);
      expect(code).to.equal(1);
      expectOld(one);
      // It may be deployed to again.
      expect((await deploy([one])).machines[0].verdict).to.equal('new');
    });

  it('has the last lines of the units that failed to start', async () => {
    const { machines } = await deploy([await host()], { exit: 4 });
    expect(machines[0].failures).to.deep.equal([
      { unit: 'web.service', lines: ['bind: address already in use'] },
    ]);
  });

  it('does not mind that its clock is off', async () => {
    const one = await host(old, { clock: '+3d' });
    const { machines } = await deploy([one]);
    expect(machines[0].verdict, JSON.stringify(machines[0])).to.equal('new');
    expectNew(one, machines[0].to);
    const back = await host(old, { clock: '-400d' });
    expect((await deploy([back], { exit: 4 })).machines[0].verdict).to.equal('old');
    expectOld(back);
  });

  it('is left alone where its disk has no room, before anything is copied', async () => {
    const one = await host(old, { size: 8_000_000 });
    const { machines } = await deploy([one], { weight: 30_000_000 });
    expect(machines[0]).to.include({ verdict: 'unchanged', phase: 'preflight' });
    expect(machines[0].why).to.contain('MiB are to be copied');
    expectOld(one);
  });

  it('is left alone where its disk fills up during the copy', async () => {
    const one = await host(old, { size: 60_000_000 });
    const { ended } = await began([one], { weight: 30_000_000 }, (host) => host.receives());
    one.fill();
    const { machines } = read(await ended);
    expect(machines[0]).to.include({ verdict: 'unchanged', phase: 'copy' });
    expectOld(one);
  });

  for (const [when, file] of [
    ['copies', (one) => one.receives()],
    ['takes the lock', 'run/nixai/lock'],
    ['arms the guard', '*/guard'],
    ['waits for the activation', '*/armed'],
    ['checks', '*/code'],
    ['has confirmed', '*/confirmed'],
  ])
    it(`is on one system, and can be deployed to again, where who deploys is killed as it ${when}`, async () => {
      const one = await host();
      const { child, ended } = await began([one], { hang: 1, weight: 50_000_000 }, file);
      child.kill('SIGKILL');
      await ended;
      const argv = ['machines', 'deploy', '--resume', '--yes', '--json', ...quick];
      const again = read(await home.nixai(argv, { timeout: 120_000 }));
      // Where it was confirmed there is nothing left to do.
      expect(again.machines.map(({ verdict }) => verdict).join()).to.be.oneOf(['', 'new']);
      expect(one.current).not.to.equal(old);
      expectNew(one, one.current);
    });

  it('comes back by itself where who deploys is killed during the switch', async () => {
    const one = await host();
    const { child, ended } = await began([one], { hang: 1 }, '*/armed');
    child.kill('SIGKILL');
    await ended;
    for (let left = 300; left > 0 && !existsIn(one, '*/result'); left--) await sleep(100);
    expectOld(one);
    const { deployments } = JSON.parse(
      (await home.nixai(['machines', 'history', '--json'])).stdout,
    );
    expect(deployments[0]).to.include({ state: 'running' });
    expect(deployments[0].machines[0].verdict).to.equal('unfinished');
    const argv = ['machines', 'deploy', '--resume', '--yes', '--json', ...quick];
    const { machines } = read(await home.nixai(argv, { timeout: 120_000 }));
    expect(machines[0].verdict).to.equal('new');
    expectNew(one, machines[0].to);
    expect(read(await home.nixai(argv)).error.code).to.equal('nothing-to-resume');
  });

  it('sees it through where the connection is cut during the switch', async () => {
    const one = await host();
    const { ended } = await began([one], { hang: 2 }, '*/armed');
    one.cut();
    const { machines } = read(await ended);
    expect(machines[0].verdict).to.equal('new');
    expectNew(one, machines[0].to);
  });

  it('comes up with the old system where power fails during the switch', async () => {
    const one = await host();
    const { ended } = await began([one], { hang: 3 }, '*/armed');
    await one.reboot();
    const { machines } = read(await ended);
    expect(machines[0]).to.include({ verdict: 'old' });
    expect(machines[0].why).to.contain('restarted');
    expectOld(one);
  });

  it('is refused while another one goes on, which is named', async () => {
    const one = await host();
    const { ended } = await began([one], { hang: 15 }, '*/armed');
    const second = await deploy([one], { version: '3' });
    expect(second.machines[0]).to.include({ verdict: 'unchanged', phase: 'preflight' });
    expect(second.machines[0].why).to.contain('another deployment');
    expect(read(await ended).machines[0].verdict).to.equal('new');
  });

  it('leaves the machine alone where the copy is cut', async () => {
    const one = await host();
    const { ended } = await began([one], { weight: 200_000_000 }, (host) => host.receives());
    one.refusing = true;
    one.cut();
    const { machines } = read(await ended);
    expect(machines[0].verdict).to.equal('unchanged');
    one.refusing = false;
    expectOld(one);
  });

  it('stops at the first that fails, and takes back those that are done where asked', async () => {
    const hosts = [await host(), await host(), await host()];
    const flake = fleet.flake(`mixed-${names}`, {
      [hosts[0].name]: { version: '2' },
      [hosts[1].name]: { version: '2', exit: 4 },
      [hosts[2].name]: { version: '2' },
    });
    const argv = [
      'machines',
      'deploy',
      ...hosts.map(({ name }) => name),
      '--flake',
      flake,
      ...quick,
    ];
    const more = ['--rolling-update', '--max-unavailable', '1', '--rollback-on-failure'];
    const { machines, code } = read(await home.nixai([...argv, ...more, '--yes', '--json']));
    expect(machines.map(({ verdict }) => verdict)).to.deep.equal(['reverted', 'old', 'left']);
    expect(code).to.equal(1);
    hosts.forEach((one) => expect(one.current).to.equal(old));
  });

  it('says that a machine stays on its new system where the old one is not well any more', async () => {
    const sick = fleet.system({ version: 'sick', health: '500' });
    const [one, other] = [await host(sick), await host()];
    const flake = fleet.flake(`stays-${names}`, {
      [one.name]: { version: '2' },
      [other.name]: { version: '2', exit: 4 },
    });
    const words = ['machines', 'deploy', one.name, other.name, '--flake', flake, ...quick];
    const more = ['--rollback-on-failure', '--health-command', 'test "$(cat /run/health)" = 200'];
    const { machines, code } = read(await home.nixai([...words, ...more, '--yes', '--json']));
    expect(machines.map(({ verdict }) => verdict)).to.deep.equal(['new', 'old']);
    expect(machines[0].why).to.contain('could not be taken back');
    expect(code).to.equal(1);
    expectNew(one, machines[0].to);
  });

  it('drains and undrains by hooks, and touches nothing where draining fails', async () => {
    const one = await host();
    const log = join(home.path, 'drained');
    const hook = (word) => [`--${word}-command`, `echo ${word} "$1" >>${log}`];
    await deploy([one], {}, ...hook('drain'), ...hook('undrain'));
    expect(readFileSync(log, 'utf8')).to.equal(`drain ${one.name}\nundrain ${one.name}\n`);
    const failed = await deploy([one], { version: '4' }, '--drain-command', 'echo full >&2; false');
    expect(failed.machines[0]).to.include({ verdict: 'unchanged', phase: 'drain' });
    expect(failed.machines[0].why).to.contain('full');
  });

  it('does not hold up the others for one that is gone, and counts it as down', async () => {
    const [one, gone] = [await host(), await host()];
    gone.refusing = true;
    const { machines, code } = await deploy(
      [one, gone],
      {},
      '--rolling-update',
      '--max-unavailable',
      '2',
    );
    expect(machines.map(({ verdict }) => verdict)).to.deep.equal(['new', 'left']);
    expect(code).to.equal(1);
    const none = await deploy([one, gone], { version: '5' }, '--rolling-update');
    expect(none.machines.map(({ verdict }) => verdict)).to.deep.equal(['left', 'left']);
    await settled(one, machines[0].to);
  });
});
