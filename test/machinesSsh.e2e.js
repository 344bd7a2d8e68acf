// Machines that are there: real sshds in namespaces, asked, commanded and logged in to.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { expect } from 'chai';
import { join } from 'node:path';
import { canBackUp, plantTree, treeCommand, treeOf } from './support/fleet/backups.js';
import { Fleet, canHaveHosts } from './support/fleet/fleet.js';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

describe('machines over SSH', function () {
  let home;
  let fleet;
  before(async function () {
    if (!canHaveHosts()) this.skip();
    home = createHome();
    const { code, stderr } = await home.nixai(['plugins', 'link', join(root, 'plugins/machines')]);
    expect(code, stderr).to.equal(0);
    await home.nixai(['machines', 'init', '--yes']);
    fleet = new Fleet(home.path);
    const system = fleet.system({ version: '1' });
    for (const name of ['web1', 'web2', 'db1']) {
      const host = await fleet.host(name, system);
      const port = ['--ssh-port', String(host.port), '--ssh-user', 'root', '--yes'];
      await home.nixai(['machines', 'add', name, '127.0.0.1', ...port]);
    }
    await home.nixai(['machines', 'groups', 'add', 'web', 'web1', 'web2', '--yes']);
    // Nobody listens there.
    await home.nixai(['machines', 'add', 'gone', '127.0.0.1', '--ssh-port', '1', '--yes']);
  });
  after(async () => {
    await fleet?.close();
    home?.remove();
  });

  async function json(name, ...argv) {
    const { code, stdout, stderr } = await home.nixai([
      'machines',
      ...name.split(' '),
      '--json',
      ...argv,
    ]);
    try {
      return { ...JSON.parse(stdout), code };
    } catch {
      throw new Error(`no JSON: ${stdout}${stderr}`);
    }
  }

  it('say how they are, and one that is gone holds up no other', async () => {
    const { machines, code } = await json('status');
    expect(machines.map(({ name, state }) => [name, state])).to.deep.equal([
      ['web1', 'online'],
      ['web2', 'online'],
      ['db1', 'online'],
      ['gone', 'unreachable'],
    ]);
    const [web1, , , gone] = machines;
    expect(web1).to.include({ hostName: 'web1', version: '1', generation: 1, rebootNeeded: false });
    expect(web1.current).to.equal(fleet.hosts[0].current);
    expect(gone.fault).to.include({ code: 'machine-unreachable', why: 'nothing listens there' });
    expect(code).to.equal(1);
    expect((await json('status', 'web', 'db1')).code).to.equal(0);
    const { stdout } = await home.nixai(['machines', 'status', '--columns', 'name,state', '--csv']);
    expect(stdout).to.contain('web1,online').and.to.contain('gone,unreachable');
  });

  it('are looked at by the checks of the plugin health, where it is installed', async () => {
    const absent = await json('health-check', 'web1');
    expect([absent.error.code, absent.code]).to.deep.equal(['health-absent', 5]);
    const linked = await home.nixai(['plugins', 'link', join(root, 'plugins/health')]);
    expect(linked.code, linked.stderr).to.equal(0);
    const { machines, code } = await json('health-check', 'web1', 'gone');
    const [web1, gone] = machines;
    expect(gone.fault.code).to.equal('machine-unreachable');
    expect(code).to.equal(1);
    const byCheck = new Map(web1.health.results.map((one) => [one.check, one]));
    expect(byCheck.get('disk.space').summary).to.match(/%/);
    expect(byCheck.get('config.parse')).to.include({
      status: 'skipped',
      summary: 'only nixai on the machine itself can tell',
    });
    const { stdout } = await home.nixai(['machines', 'health-check', 'web1', '--check', 'disk']);
    expect(stdout).to.contain('web1').and.not.to.contain('Memory');
    const unknown = await json('health-check', 'web1', '--check', 'nonsense');
    expect(unknown.machines?.[0].fault.code ?? unknown.error.code).to.equal('health-unknown-check');
  });

  it('run what they are told, word by word, and say what each said', async () => {
    const odd = 'a  $(id) ; "b" \'c\'';
    const said = await json(
      'exec',
      'web',
      '--',
      'sh',
      '-c',
      'hostname; echo "$1"; exit 3',
      'x',
      odd,
    );
    expect(said.code).to.equal(1);
    expect(said.machines.map(({ name, code, stdout }) => [name, code, stdout])).to.deep.equal([
      ['web1', 3, `web1\n${odd}\n`],
      ['web2', 3, `web2\n${odd}\n`],
    ]);
    const { stdout, code } = await home.nixai(['machines', 'exec', '-g', 'web', '--', 'hostname']);
    expect(stdout).to.contain('web1  web1\n').and.to.contain('web2  web2\n');
    expect(code).to.equal(0);
  });

  it('send nothing that a terminal obeys', async () => {
    const evil = '\\033]0;owned\\007\\033[31mred\\033[2J';
    const { stdout } = await home.nixai(['machines', 'exec', 'web1', '--', 'printf', `${evil}\\n`]);
    expect(stdout).to.contain('red');
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(stdout).not.to.match(/[\u0000-\u0008\u000b-\u001f]/);
  });

  it('are not talked to under another key, whatever is asked', async () => {
    const [host] = fleet.hosts;
    await home.nixai([
      'machines',
      'add',
      'strange',
      'localhost',
      '--ssh-port',
      String(host.port),
      '--yes',
    ]);
    const { machines } = await json('status', 'strange');
    expect(machines[0]).to.include({ state: 'refused' });
    expect(machines[0].fault.code).to.equal('host-key-unknown');
    const login = await home.nixai(['machines', 'ssh', 'strange'], { input: 'hostname\n' });
    expect(login.stderr).to.contain('Host key verification failed');
    expect(login.code).to.equal(1);
    await home.nixai(['machines', 'remove', 'strange', '--yes']);
  });

  it('let one log in by OpenSSH, with the same key and host', async () => {
    const { stdout, code } = await home.nixai(['machines', 'ssh', 'web2'], { input: 'hostname\n' });
    expect([stdout.trim(), code]).to.deep.equal(['web2', 0]);
  });

  describe('are backed up by restic', function () {
    const [web1] = [() => fleet.hosts[0]];
    let repositories;
    before(async function () {
      if (!canBackUp()) this.skip();
      for (const host of fleet.hosts) plantTree(host);
      repositories = join(fleet.folder, 'repositories');
      mkdirSync(repositories);
      const { code, stdout, stderr } = await home.nixai([
        ...['machines', 'backup-strategy', 'configure', '--backup-location', repositories],
        ...['--path', '/root/data', '--pre', 'echo dump >"$NIXAI_DUMPS/db.sql"', '--format'],
        ...['systemd', '--to', join(home.path, 'units'), '--keep-daily', '7', '--yes'],
      ]);
      expect(code, stderr).to.equal(0);
      // systemd does not look for units there.
      expect(stdout).to.match(/ cp \S+nixai-backups\.service \S+\.timer \S+/);
    });

    it('and that counts once each file was restored and compared', async () => {
      const { machines, code } = await json('backup run', 'web', 'db1', 'gone', '--init');
      expect(code).to.equal(1);
      expect(
        machines.map(({ name, verified, files }) => [name, verified, files]),
        JSON.stringify(machines),
      ).to.deep.equal([
        ['web1', true, 6],
        ['web2', true, 6],
        ['db1', true, 6],
        ['gone', false, undefined],
      ]);
      // Nothing of it stays there but what restic remembers.
      expect(readdirSync(web1().path('var/lib/nixai-backup')).sort()).to.include('cache');
      expect(existsSync(web1().path('var/lib/nixai-backup/work'))).to.equal(false);
      expect(existsSync(web1().path('var/lib/nixai-dumps'))).to.equal(false);
    });

    it('and three come back in a test of a recovery, as they were, measured', async () => {
      const tree = treeOf(web1().path('root/data'));
      const same = `test "$NIXAI_MACHINE" != web1 || test "$(cd root/data && ${treeCommand})" = ${tree}`;
      const planned = await json(
        ...['disaster-recovery plan create', 'dr', '--primary-group', 'web,db1', '--yes'],
        ...['--recovery-time-objective', '10m', '--recovery-point-objective', '1h'],
        ...['--standby', 'web1=db1', '--standby', 'web2=web1', '--standby', 'db1=web2'],
        ...['--activate', 'cat var/lib/nixai-dumps/db.sql', '--check', same],
      );
      expect(planned.code, JSON.stringify(planned)).to.equal(0);
      const report = await json('disaster-recovery test', 'dr', '--yes');
      expect([report.code, report.verdict], JSON.stringify(report)).to.deep.equal([0, 'partial']);
      expect(report.machines.map(({ name, on, files }) => [name, on, files])).to.deep.equal([
        ['web1', 'db1', 6],
        ['web2', 'web1', 6],
        ['db1', 'web2', 6],
      ]);
      expect(report.phases.map(({ phase, state }) => [phase, state])).to.deep.equal([
        ['assess', 'passed'],
        ['provision', 'not-tested'],
        ['restore', 'passed'],
        ['activate', 'passed'],
        ['check', 'passed'],
      ]);
      for (const { phase, seconds } of report.phases)
        if (phase !== 'provision') expect(seconds, phase).to.be.above(0);
      expect(report.findings).to.deep.equal([
        'provision was not tested: the plan has no --provision',
      ]);
      for (const host of fleet.hosts)
        expect(host.files('var/lib').join()).not.to.contain('/nixai-recovery');
      expect(readFileSync(report.saved[1], 'utf8')).to.contain('| web1 | db1 |');
    });

    it('and a damaged one is not called verified, and does not come back', async () => {
      const folder = join(repositories, 'web1/data');
      const pack = readdirSync(folder, { recursive: true }).find((name) => name.length > 60);
      const bytes = readFileSync(join(folder, pack));
      bytes[bytes.length >> 1] ^= 1;
      chmodSync(join(folder, pack), 0o600);
      writeFileSync(join(folder, pack), bytes);
      const { machines, code } = await json('backup verify', 'web1');
      expect([code, machines[0].verified]).to.deep.equal([1, false]);
      expect(machines[0].fault.code).to.equal('backup-damaged');
      const shown = await json('backup-strategy show', 'web1');
      expect(shown.machines[0]).not.to.have.property('verified');
      const listed = await json('backup list', 'web1');
      const newest = listed.machines[0].backups.at(-1);
      expect(shown.machines[0].damaged.id).to.equal(newest.id);
      expect([listed.code, newest.state, newest.restored]).to.deep.equal([1, 'damaged', undefined]);
    });
  });
});
