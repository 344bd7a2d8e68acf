// Backups that go elsewhere by restic's own ways: over SFTP to a host with a real sshd, and to an S3 server
// (NIXAI_S3RVER names a folder with the program s3rver: it is test equipment, and not of this repository).
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { canBackUp, plantTree, treeOf } from './support/fleet/backups.js';
import { createDeployer } from './support/fleet/deployer.js';
import { canHaveHosts } from './support/fleet/fleet.js';

const s3rver = process.env.NIXAI_S3RVER;

describe('backups of machines go', function () {
  this.timeout(300_000);
  let deployer;
  let machine;
  let nas;
  before(async function () {
    if (!canHaveHosts() || !canBackUp()) this.skip();
    deployer = await createDeployer();
    const system = deployer.fleet.system({ version: '1' });
    machine = await deployer.host(system);
    nas = await deployer.host(system);
    plantTree(machine);
    // How a machine gets to the place of its backups is its own matter: its root has a key, and knows the host.
    const ssh = machine.path('root/.ssh');
    mkdirSync(ssh, { mode: 0o700 });
    for (const file of ['id_ed25519', 'known_hosts'])
      copyFileSync(join(deployer.home.path, '.ssh', file), join(ssh, file));
    mkdirSync(nas.path('root/backups'));
  });
  after(() => deployer?.close());

  const configure = async (location, ...more) => {
    const said = await deployer.home.nixai([
      ...['machines', 'backup-strategy', 'configure', '--backup-location', location, ...more],
      ...['--path', '/root/data', '--format', 'systemd', '--to', join(deployer.home.path, 'units')],
      '--yes',
    ]);
    expect(said.code, said.stderr).to.equal(0);
  };
  const backup = (what, ...words) => deployer.machines(`backup ${what}`, machine.name, ...words);

  /** Backed up, read back, found damaged where it is, restored as it was. */
  async function goesThere(folder) {
    const { machines, code } = await backup('run', '--init');
    expect([code, machines[0].verified], JSON.stringify(machines)).to.deep.equal([0, true]);
    expect((await backup('list')).machines[0].backups).to.have.length(1);
    const back = await backup('restore', '--to', '/root/restored', '--yes');
    expect(back.code, JSON.stringify(back)).to.equal(0);
    const tree = treeOf(machine.path('root/data'));
    expect(treeOf(machine.path('root/restored/root/data'))).to.equal(tree);
    const pack = readdirSync(folder, { recursive: true }).find(
      (name) => /data.*[0-9a-f]{64}/.test(name) && !/metadata|md5/.test(name),
    );
    const bytes = readFileSync(join(folder, pack));
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(join(folder, pack), bytes);
    const damaged = await backup('verify');
    expect([damaged.code, damaged.machines[0].verified]).to.deep.equal([1, false]);
    const refused = await backup('restore', '--to', '/root/again', '--yes');
    expect(refused.code).to.equal(1);
    expect(existsSync(machine.path('root/again'))).to.equal(false);
  }

  it('to another machine over SFTP, and are not called done where that is gone', async () => {
    await configure(`sftp://root@127.0.0.1:${nas.port}//root/backups`);
    nas.refusing = true;
    const gone = await backup('run', '--init');
    expect([gone.code, gone.machines[0].verified]).to.deep.equal([1, false]);
    nas.refusing = false;
    await goesThere(nas.path('root/backups', machine.name));
  });

  it('to a server of S3, by the keys of a file', async function () {
    if (s3rver === undefined) this.skip();
    const folder = join(deployer.home.path, 's3');
    // Over TLS, as a real one is: the machine trusts its certificate.
    const at = (name) => join(deployer.home.path, name);
    deployer.fleet.run([
      ...[
        'openssl',
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
      ],
      ...['-keyout', at('s3.key'), '-out', at('s3.crt'), '-days', '2', '-subj', '/CN=127.0.0.1'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1'],
    ]);
    mkdirSync(machine.path('etc/ssl/certs'), { recursive: true });
    copyFileSync(at('s3.crt'), machine.path('etc/ssl/certs/ca-certificates.crt'));
    const argv = [
      ...['--directory', folder, '--port', '0', '--configure-bucket', 'backups'],
      ...['--key', at('s3.key'), '--cert', at('s3.crt')],
    ];
    const server = spawn('node', [join(s3rver, 'node_modules/s3rver/bin/s3rver.js'), ...argv]);
    try {
      let said = '';
      server.stdout.setEncoding('utf8').on('data', (text) => (said += text));
      while (!/:(\d+)\s*$/m.test(said)) await sleep(20);
      const [, port] = /:(\d+)\s*$/m.exec(said);
      const keys = deployer.home.file(
        'keys',
        'AWS_ACCESS_KEY_ID=NOBODY\nAWS_SECRET_ACCESS_KEY=S3RVER\n',
      );
      await configure(`s3://127.0.0.1:${port}/backups`, '--environment-file', keys);
      const strange = await backup('run', '--init');
      expect([strange.code, strange.machines[0].verified]).to.deep.equal([1, false]);
      deployer.home.file('keys', 'AWS_ACCESS_KEY_ID=S3RVER\nAWS_SECRET_ACCESS_KEY=S3RVER\n');
      await goesThere(join(folder, 'backups', machine.name));
    } finally {
      server.kill();
    }
  });
});
