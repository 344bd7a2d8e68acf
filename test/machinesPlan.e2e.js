// Plans as data, systems that machines build or fetch themselves, and dry activations: real sshd and Nix
// stores in namespaces.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createDeployer } from './support/fleet/deployer.js';
import { canHaveHosts, nixConfig } from './support/fleet/fleet.js';
import { planOfNixTest } from './support/nixTest.js';

// Nothing here waits for a deadline; a machine under load may be slow.
const patient = ['--activation-timeout', '120', '--confirm-timeout', '60'];

describe('machines deploy, planned', function () {
  this.timeout(300_000);
  let deployer;
  let old;
  before(async function () {
    if (!canHaveHosts()) this.skip();
    deployer = await createDeployer();
    old = deployer.fleet.system({ version: 'planned-1' });
  });
  after(() => deployer?.close());

  /** A flake whose hosts are on that version. */
  const flake = (hosts, knobs) =>
    deployer.fleet.flake(
      `flake-${knobs.version}`,
      Object.fromEntries(hosts.map(({ name }) => [name, knobs])),
    );

  it('is a file that is carried out as it stands, or refused where something has changed', async () => {
    const hosts = [await deployer.host(old), await deployer.host(old)];
    const names = hosts.map(({ name }) => name);
    const reference = flake(hosts, { version: 'planned-2' });
    const rolling = ['--rolling-update', '--max-unavailable', '2'];
    const made = await deployer.machines(
      ...['deploy', ...names, '--flake', reference, '--plan-only', ...rolling, ...patient],
    );
    expect(made.code).to.equal(0);
    expect(made.changes[0].machines).to.deep.equal(names);
    expect(made.document.settings.policy.atOnce).to.equal(2);
    const file = deployer.home.file('plan.json', JSON.stringify(made));
    hosts.forEach((one) => expect(one.current).to.equal(old));

    const done = await deployer.machines('deploy', '--plan', file, '--yes');
    expect(done.deployment.machines.map(({ verdict }) => verdict)).to.deep.equal(['new', 'new']);
    hosts.forEach((one) => expect(one.current).to.equal(made.document.machines[0].to));
    // What was measured is said the next time, and nothing else is.
    expect(made.plan[0].lastSeconds).to.equal(undefined);
    const next = flake(hosts, { version: 'planned-3' });
    const again = await deployer.machines('deploy', ...names, '--flake', next, '--dry-run');
    expect(again.plan[0].lastSeconds).to.equal(done.deployment.machines[0].seconds);

    const refused = await deployer.machines('deploy', '--plan', file, '--yes');
    expect([refused.error.code, refused.code]).to.deep.equal(['plan-stale', 5]);
    expect(refused.error.why).to.contain(`${names[0]} runs`).and.contain(`${names[1]} runs`);
  });

  it('is refused where the registry is another, or the file is no plan', async () => {
    const one = await deployer.host(old);
    const reference = flake([one], { version: 'planned-4' });
    const { document } = await deployer.machines(
      ...['deploy', one.name, '--flake', reference, '--plan-only'],
    );
    for (const [change, code] of [
      [(plan) => (plan.machines[0].host = '10.0.0.1'), 'plan-stale'],
      [(plan) => (plan.machines[0].name = 'nobody'), 'plan-stale'],
      [(plan) => (plan.machines[0].to = `/nix/store/${'0'.repeat(32)}-gone`), 'plan-stale'],
      [(plan) => (plan.settings.policy.atOnce = 'all'), 'plan-invalid'],
      [(plan) => (plan.settings.more = true), 'plan-invalid'],
      [(plan) => (plan.version = 2), 'plan-invalid'],
      [(plan) => (plan.machines[0].to = 'github:a/b'), 'plan-invalid'],
      [(plan) => plan.machines.push(plan.machines[0]), 'plan-invalid'],
      [(plan) => (plan.settings.policy.atOnce = 0), 'plan-invalid'],
      [(plan) => (plan.settings.drain = 'touch drained'), 'plan-foreign'],
      [(plan) => delete plan.machines[0].from, 'plan-foreign'],
      [(plan) => delete plan.seal, 'plan-foreign'],
    ]) {
      const changed = JSON.parse(JSON.stringify(document));
      change(changed);
      const file = deployer.home.file('changed.json', JSON.stringify(changed));
      const { error } = await deployer.machines('deploy', '--plan', file, '--yes');
      expect(error.code, error.why).to.equal(code);
    }
    // In another order, or looked at only, it is the same plan; without a yes its lines are shown.
    const shuffled = Object.fromEntries(Object.entries(document).reverse());
    const same = deployer.home.file('same.json', JSON.stringify(shuffled));
    const dry = await deployer.machines('deploy', '--plan', same, '--dry-run', '--yes');
    expect(dry.plan[0].to).to.equal(document.machines[0].to);
    document.settings.drain = `touch drained${'\n'.repeat(500)}true`;
    const foreign = deployer.home.file('foreign.json', JSON.stringify(document));
    const shown = await deployer.home.nixai(['machines', 'deploy', '--plan', foreign]);
    expect(shown.stdout).to.contain('run here before each: touch drained <500 blanks> true');
    expect(shown.code).to.equal(5);
    expect(existsSync(join(deployer.home.path, 'drained'))).to.equal(false);
    writeFileSync(join(deployer.home.path, 'no.json'), '{"document": [');
    const { error } = await deployer.machines('deploy', '--plan', 'no.json', '--yes');
    expect(error.code).to.equal('plan-invalid');
    expect(one.current).to.equal(old);
  });

  it('is taken as the test for real NixOS writes it', async function () {
    if (spawnSync('python3', ['--version']).error !== undefined) this.skip();
    const one = await deployer.host(old);
    const { home, fleet } = deployer;
    const to = fleet.system({ version: 'planned-6' });
    const { key, plan } = planOfNixTest(old, to);
    // The host is called there as it is here.
    home.file('.ssh/config', `Host web1\n  HostName 127.0.0.1\n  Port ${one.port}\n`);
    await home.nixai(['machines', 'add', 'web1', 'web1', '--ssh-user', 'root', '--yes']);
    mkdirSync(join(home.path, '.local/state/nixai/machines'), { recursive: true });
    home.file('.local/state/nixai/machines/plan.key', `${key}\n`);
    const file = home.file('nixos.json', plan);
    const { deployment, error } = await deployer.machines('deploy', '--plan', file, '--yes');
    expect(error).to.equal(undefined);
    expect(deployment.machines[0].verdict).to.equal('new');
    expect(one.current).to.equal(to);
  });

  it('has a machine build its own system, which never is here', async () => {
    const one = await deployer.host(old);
    const reference = flake([one], { version: `target-${process.pid}` });
    const words = [one.name, '--flake', reference, '--build-on', 'target', ...patient];
    const planned = await deployer.machines('deploy', ...words, '--dry-run');
    const { to, derivation, missing } = planned.plan[0];
    expect(derivation).to.match(/\.drv$/);
    expect(missing).to.equal(undefined);
    const { deployment } = await deployer.machines('deploy', ...words, '--yes');
    expect(deployment.machines[0], JSON.stringify(deployment)).to.include({ verdict: 'new', to });
    expect(one.current).to.equal(to);
    const here = spawnSync('nix-store', ['--check-validity', to]);
    expect(here.status).to.not.equal(0);
  });

  it('says what does not build on a machine, and leaves that alone', async () => {
    const one = await deployer.host(old);
    const folder = deployer.fleet.flake('broken', {});
    writeFileSync(
      join(folder, 'flake.nix'),
      `{ outputs = _: { nixosConfigurations.${one.name}.config.system.build.toplevel = derivation {
        name = "broken"; system = "x86_64-linux"; builder = "/bin/sh"; args = [ "-c" "echo it is broken >&2; exit 1" ];
      }; }; }\n`,
    );
    const words = [one.name, '--flake', folder, '--build-on', 'target', '--yes', ...patient];
    const { deployment, code } = await deployer.machines('deploy', ...words);
    expect(deployment.machines[0]).to.include({ verdict: 'unchanged', phase: 'copy' });
    expect(deployment.machines[0].why).to.contain('does not build');
    expect(code).to.equal(1);
    expect(one.current).to.equal(old);
  });

  it('lets a machine fetch from its own cache what is there', async () => {
    const one = await deployer.host(old);
    const knobs = { version: 'planned-5' };
    const system = deployer.fleet.system(knobs);
    const cache = join(deployer.home.path, 'cache');
    const keys = join(deployer.home.path, 'keys');
    const nix = (argv) => {
      const env = { ...process.env, NIX_CONFIG: nixConfig };
      const { status, stderr } = spawnSync(argv[0], argv.slice(1), { encoding: 'utf8', env });
      expect(status, stderr).to.equal(0);
    };
    nix(['nix-store', '--generate-binary-cache-key', 'cache-1', keys, `${keys}.pub`]);
    nix(['nix', 'copy', '--to', `file://${cache}?secret-key=${keys}`, system]);
    const trusted = readFileSync(`${keys}.pub`, 'utf8').trim();
    writeFileSync(
      one.path('etc/nix/nix.conf'),
      `${nixConfig}substituters = file://${cache}\ntrusted-public-keys = ${trusted}\n`,
    );
    const words = [one.name, '--flake', flake([one], knobs), '--yes', ...patient];
    const { deployment } = await deployer.machines(
      ...['deploy', ...words, '--substitute-on-destination'],
    );
    expect(deployment.machines[0], JSON.stringify(deployment)).to.include({ verdict: 'new' });
    // What came from here has no signature; what the cache gave has its own.
    const told = one.inside(['nix', 'path-info', '--json', system]);
    expect(JSON.parse(told)[0].signatures.join()).to.contain('cache-1:');
  });

  it('asks a machine what it would do, and activates nothing', async () => {
    const one = await deployer.host(old);
    const reference = flake([one], { version: 'planned-6' });
    const words = [one.name, '--flake', reference, '--mode', 'dry-activate', '--yes'];
    const { dryActivation, deployment, code } = await deployer.machines('deploy', ...words);
    expect(deployment).to.equal(undefined);
    expect(dryActivation[0]).to.deep.include({ name: one.name, code: 0, restart: ['web.service'] });
    expect([code, one.current, one.next]).to.deep.equal([0, old, old]);
    const plan = await deployer.machines('deploy', ...words, '--plan-only');
    expect(plan.error.code).to.equal('usage');
  });
});
