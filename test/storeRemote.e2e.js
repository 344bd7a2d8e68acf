// Backups that are elsewhere: restic over a real sshd and a real REST server, both of this machine.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { hasNix } from './support/nixStore.js';
import { can, createMachine, filesIn } from './support/storeMachine.js';

const sshd = '/usr/sbin/sshd';

describe('a backup that is elsewhere', function () {
  this.timeout(240_000);
  let machine;
  let password;
  before(async function () {
    if (!hasNix || !can('restic', 'version')) this.skip();
    machine = await createMachine();
    machine.store.build();
    password = machine.home.file('password', 'canary-of-a-password\n');
  });
  after(() => machine?.remove());

  /** There and back, and found whole. */
  async function comesBack(words, to, options) {
    const { configuration, json, place, ran } = machine;
    const more = [...words, '--password-file', password];
    const made = await json(
      ['store', 'backup', '--scope', 'system,config', '--init', ...more],
      [0],
      options,
    );
    expect(made.verified.paths).to.equal(4);
    const { findings } = await json(
      ['store', 'integrity', '--deep', '--only', 'backups', ...more],
      [0],
      options,
    );
    expect(findings).to.deep.equal([]);
    await ran(['store', 'restore', 'latest', ...more, '--to', place(to), '--yes'], [0], options);
    const file = join(place(to), configuration, 'configuration.nix');
    expect(readFileSync(file, 'utf8')).to.equal('{ }\n');
    const { snapshots } = await json(['store', 'snapshots', ...more], [0], options);
    expect(snapshots.map(({ id }) => id)).to.deep.equal([made.id]);
    return made;
  }

  describe('over sftp', function () {
    before(function () {
      if (!can(sshd, '-t', '-f', sshServer(machine.place('ssh')).server)) this.skip();
    });

    it('comes back through sshd', async () => {
      const { client } = sshServer(machine.place('ssh'));
      const there = machine.place('over-sftp');
      const words = ['--repo', `sftp:backups:${there}`];
      words.push('--option', `sftp.command=ssh -F ${client} backups -s sftp`);
      await comesBack(words, 'from-sftp');
      expect(filesIn(join(there, 'snapshots'))).to.have.length(1);
    });
  });

  describe('over REST', function () {
    let server;
    before(async function () {
      if (!can('rclone', 'version')) this.skip();
      server = await startRest(machine.place('over-rest'));
    });
    after(() => server?.child.kill());

    it('comes back through a server, and its name and password are shown nowhere', async () => {
      const address = server.address.replace('http://', 'http://ada:canary-of-a-server@');
      const made = await comesBack(['--repo', `rest:${address}`], 'from-rest');
      expect(made.place).to.equal(`rest:${server.address}`);
      expect(filesIn(join(machine.place('over-rest'), 'snapshots'))).to.have.length(1);
      const kept = filesIn(machine.place('.local')).map((file) => readFileSync(file, 'utf8'));
      for (const text of kept) expect(text).not.to.contain('canary-of-a-server');
    });

    it('says what is wrong where nobody listens', async () => {
      const words = ['--repo', 'rest:http://127.0.0.1:3/', '--password-file', password];
      const argv = ['store', 'snapshots', ...words];
      const { stderr } = await machine.ran(argv, [1]);
      expect(stderr).to.contain('127.0.0.1:3');
    });
  });

  describe('over S3', () => {
    it('is asked of restic with the address and the variables of its manual, and with no word of them', async () => {
      const { place, ran } = machine;
      mkdirSync(place('bin'));
      const log = place('asked');
      const script = `#!/bin/sh\n[ "$1" = version ] && echo 'restic 0.14.0 of a test' && exit 0\nprintf '%s\\n' "$@" "$RESTIC_REPOSITORY" "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_DEFAULT_REGION" > ${log}\necho '[]'\n`;
      writeFileSync(join(place('bin'), 'restic'), script, { mode: 0o755 });
      const env = {
        PATH: `${place('bin')}:${machine.home.env.PATH}`,
        AWS_ACCESS_KEY_ID: 'id-of-a-key',
        AWS_SECRET_ACCESS_KEY: 'canary-of-a-key',
        AWS_DEFAULT_REGION: 'eu-central-1',
      };
      const repository = 's3:https://s3.example/bucket/web1';
      const argv = ['store', 'snapshots', '--repo', repository, '--password-file', password];
      const { stdout, stderr } = await ran([...argv, '--option', 's3.layout=default'], [0], {
        env,
      });
      expect(readFileSync(log, 'utf8').trim().split('\n')).to.deep.equal([
        ...['--option', 's3.layout=default', 'snapshots', '--json', '--tag', 'nixai'],
        ...[repository, 'id-of-a-key', 'canary-of-a-key', 'eu-central-1'],
      ]);
      expect(`${stdout}${stderr}`).not.to.contain('canary-of-a-key');
    });
  });
});

/** Settings of an sshd that is started for each connection, so that no port is needed; made once. */
function sshServer(folder) {
  const at = (name) => join(folder, name);
  const [server, client] = [at('sshd.conf'), at('ssh.conf')];
  if (can('test', '-e', client)) return { server, client };
  mkdirSync(folder, { mode: 0o700 });
  for (const name of ['host', 'key'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]);
  writeFileSync(at('allowed'), readFileSync(at('key.pub')), { mode: 0o600 });
  writeFileSync(at('known'), `backups ${readFileSync(at('host.pub'), 'utf8')}`);
  writeFileSync(
    server,
    `HostKey ${at('host')}
AuthorizedKeysFile ${at('allowed')}
PermitRootLogin yes
StrictModes no
UsePAM no
Subsystem sftp internal-sftp
`,
  );
  writeFileSync(
    client,
    `Host backups
  ProxyCommand ${sshd} -i -f ${server}
  IdentityFile ${at('key')}
  IdentitiesOnly yes
  UserKnownHostsFile ${at('known')}
  StrictHostKeyChecking yes
  BatchMode yes
`,
  );
  return { server, client };
}

/** A REST server on a port that the kernel chooses; resolves once it says where it is. */
function startRest(folder) {
  mkdirSync(folder);
  const argv = ['serve', 'restic', '--addr', '127.0.0.1:0', folder, '-v'];
  const child = spawn('rclone', argv, { stdio: ['ignore', 'ignore', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:[1-9]\d*\//.exec(said)?.[0];
      if (address !== undefined) resolve({ child, address });
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error(said)));
  });
}
