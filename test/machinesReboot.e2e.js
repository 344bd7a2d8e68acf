// Restarts of hosts in namespaces, and hosts that are handed to another program.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createDeployer } from './support/fleet/deployer.js';
import { canHaveHosts } from './support/fleet/fleet.js';

describe('machines reboot', function () {
  this.timeout(300_000);
  let deployer;
  let system;
  before(async function () {
    if (!canHaveHosts()) this.skip();
    deployer = await createDeployer();
    system = deployer.fleet.system({ version: '1' });
  });
  after(() => deployer?.close());

  const bootId = (host) => readFileSync(host.path('boot_id'), 'utf8');

  it('restarts machines into what they boot, and asks them', async () => {
    const hosts = [await deployer.host(system), await deployer.host(system)];
    const names = hosts.map(({ name }) => name);
    const before = hosts.map(bootId);
    const shown = await deployer.machines('reboot', ...names, '--dry-run');
    expect([shown.due, shown.machines, shown.code]).to.deep.equal([names, undefined, 0]);
    expect(hosts.map(bootId)).to.deep.equal(before);
    const rolling = ['--rolling-update', '--max-unavailable', '2'];
    const { machines, code } = await deployer.machines('reboot', ...names, ...rolling, '--yes');
    expect(machines.map(({ verdict }) => verdict)).to.deep.equal(['restarted', 'restarted']);
    expect(machines[0].system).to.equal(system);
    expect(code).to.equal(0);
    hosts.forEach((host, at) => expect(bootId(host)).to.not.equal(before[at]));
  });

  it('says of one that it did not restart, and leaves the rest alone', async () => {
    const stuck = await deployer.host(system, { stuck: true });
    const next = await deployer.host(system);
    const words = [stuck.name, next.name, '--timeout', '3', '--yes'];
    const { machines, code } = await deployer.machines('reboot', ...words);
    expect(machines.map(({ verdict }) => verdict)).to.deep.equal(['not-restarted', 'left']);
    expect(code).to.equal(1);
  });

  it('says of one that boots another system which one', async () => {
    const other = deployer.fleet.system({ version: '2' });
    const one = await deployer.host(system);
    // Its boot loader does not know what its profile says.
    writeFileSync(one.path('nix/var/boot-default'), `${system}\n`);
    const flake = deployer.fleet.flake('boot', { [one.name]: { version: '2' } });
    const boot = [one.name, '--flake', flake, '--mode', 'boot', '--yes'];
    await deployer.machines('deploy', ...boot);
    writeFileSync(one.path('nix/var/boot-default'), `${system}\n`);
    const { machines } = await deployer.machines('reboot', one.name, '--yes');
    expect(machines[0]).to.include({ verdict: 'wrong-system', system, expected: other });
  });

  it('hands machines to colmena where that is there, and asks them what became of it', async () => {
    const one = await deployer.host(system);
    const words = ['deploy', one.name, '--backend', 'colmena', '--yes'];
    const without = await deployer.machines(...words);
    expect(without.error.code).to.equal('program-missing');
    // What is recorded of colmena is its command line: what else is said to it is refused.
    const bin = join(deployer.home.path, 'bin');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'colmena'),
      `#!/bin/sh
[ "$*" = "--config . apply switch --on ${one.name} --parallel 1" ] || { echo "error: $*" >&2; exit 2; }
echo '[INFO ] All done!' >&2
`,
    );
    chmodSync(join(bin, 'colmena'), 0o755);
    const env = { PATH: `${bin}:${deployer.home.env.PATH}` };
    const argv = ['machines', ...words, '--flake', '.', '--json'];
    const { stdout, stderr, code } = await deployer.home.nixai(argv, { env });
    expect(code, stdout + stderr).to.equal(0);
    const { handedOver } = JSON.parse(stdout);
    expect(handedOver).to.deep.include({ backend: 'colmena', code: 0 });
    // It did nothing, and nobody says that it did.
    expect(handedOver.machines[0]).to.include({ before: system, after: system, changed: false });
  });
});
