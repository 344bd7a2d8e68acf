// Drift that a deployment mends is mended by one, on hosts with real sshd and Nix stores; nothing else is.
import { existsSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { createDeploys, patient } from './support/fleet/deploys.js';
import { driftingSystem } from './support/fleet/drifts.js';
import { canHaveHosts } from './support/fleet/fleet.js';

describe('machines drift-fix', function () {
  this.timeout(300_000);
  let deploys;
  let system;
  before(async function () {
    if (!canHaveHosts()) this.skip();
    deploys = await createDeploys();
    system = deploys.fleet.system(driftingSystem());
  });
  after(() => deploys?.close());

  async function drifted() {
    const host = await deploys.host(system);
    const conf = host.path('etc/app/conf-a');
    rmSync(conf);
    writeFileSync(conf, 'PermitRootLogin yes\n');
    writeFileSync(host.path('etc/app/copy-a'), 'mode = fast\n');
    writeFileSync(host.path('etc/profile.local'), 'x\n');
    return { host, conf };
  }
  async function fix(host, ...words) {
    const own = [...patient, ...words];
    const { machines, code, deployment } = await deploys.machines('drift-fix', host.name, ...own);
    const outcomes = Object.fromEntries(
      machines[0].findings.map(({ finding, outcome }) => [finding.id, outcome]),
    );
    return { ...machines[0], outcomes, code, deployment };
  }

  it('shows what a deployment would mend, and does nothing without a yes', async () => {
    const { host } = await drifted();
    const { outcomes, deployment, code } = await fix(host, '--dry-run');
    expect(outcomes).to.include({
      'etc-shadowed:/etc/app/conf-a': 'to-be-mended',
      'etc-copy-differs:/etc/app/copy-a': 'to-be-mended',
      'etc-unmanaged:/etc/profile.local': 'recommended',
    });
    expect([deployment, code]).to.deep.equal([undefined, 0]);
    expect(readFileSync(host.path('etc/app/copy-a'), 'utf8')).to.equal('mode = fast\n');
  });

  it('mends that, looks again, and leaves the rest', async () => {
    const { host, conf } = await drifted();
    const { outcomes, deployment, code } = await fix(host, '--auto-approve');
    expect(outcomes).to.include({
      'etc-shadowed:/etc/app/conf-a': 'mended',
      'etc-copy-differs:/etc/app/copy-a': 'mended',
      'etc-unmanaged:/etc/profile.local': 'recommended',
    });
    expect([deployment.state, code]).to.deep.equal(['done', 1]);
    expect(readlinkSync(conf)).to.equal('/etc/static/app/conf-a');
    expect(readFileSync(host.path('etc/app/copy-a'), 'utf8')).to.equal('mode = safe\n');
    expect(existsSync(host.path('etc/profile.local'))).to.equal(true);
    // Nothing was left that a deployment mends.
    expect((await fix(host, '--yes')).deployment).to.equal(undefined);
  });

  it('leaves a machine alone where that would mend more than was asked for, or what is agreed to', async () => {
    const { host } = await drifted();
    const minor = await fix(host, '--severity', 'minor', '--yes');
    expect(minor.why).to.contain('etc-shadowed:/etc/app/conf-a');
    const agreed = ['--reason', 'so', '--approved-by', 'ada', '--expiry', '9d', '--yes'];
    const id = 'etc-shadowed:/etc/app/conf-a';
    await deploys.home.nixai(['machines', 'exception', 'add', host.name, id, ...agreed]);
    const kept = await fix(host, '--yes');
    expect(kept.why).to.contain('agreed to');
    expect(kept.outcomes).to.include({
      [id]: 'agreed',
      'etc-copy-differs:/etc/app/copy-a': 'left',
    });
    expect([minor.deployment, kept.deployment]).to.deep.equal([undefined, undefined]);
    expect(readFileSync(host.path('etc/app/copy-a'), 'utf8')).to.equal('mode = fast\n');
  });

  it('brings back the system that was deployed from here', async () => {
    const host = await deploys.host();
    const done = await deploys.deploy([host]);
    expect(done.deployment.state).to.equal('done');
    const deployed = host.current;
    host.inside(['nix-env', '-p', '/nix/var/nix/profiles/system', '--switch-generation', '1']);
    host.inside([`${deploys.old}/bin/switch-to-configuration`, 'switch']);
    const { outcomes } = await fix(host, '--yes');
    expect(outcomes).to.include({
      'system-not-expected:system': 'mended',
      'rolled-back:system': 'mended',
    });
    expect([host.current, host.next]).to.deep.equal([deployed, deployed]);
  });
});
