// Drift that was planted on hosts with real sshd and Nix stores, one kind after the other, and none where
// nothing was planted.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { Fleet, canHaveHosts, nixConfig } from './support/fleet/fleet.js';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';
import { snapshot } from './support/snapshot.js';

const plugin = join(root, 'plugins/machines');
const schema = JSON.parse(readFileSync(join(plugin, 'schemas/machines-drift-check.json')));
const key = (at) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${String(at).repeat(43)} bob@laptop`;

describe('machines drift-check', function () {
  this.timeout(300_000);
  let home;
  let fleet;
  let host;
  let system;
  /** What is told where nothing was planted. */
  let clean = [];
  before(async function () {
    if (!canHaveHosts()) this.skip();
    home = createHome({ NIX_CONFIG: nixConfig });
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
    await home.nixai(['machines', 'init', '--yes']);
    fleet = new Fleet(home.path);
    const names = readFileSync('/etc/passwd', 'utf8').trim().split('\n');
    system = fleet.system({
      version: '1',
      makesEtc: true,
      files: {
        motd2: 'welcome\n',
        'ssh/sshd_config': 'PermitRootLogin no\n',
        sudoers: 'root ALL=(ALL) ALL\n',
        'app/token': 'password = hunter2hunter2\n',
      },
      copies: { sudoers: '0440', 'app/token': '0400' },
      users: Object.fromEntries(names.map((line) => [line.split(':')[0], {}])),
    });
    host = await fleet.host('web1', system);
    const port = ['--ssh-port', String(host.port), '--ssh-user', 'root', '--yes'];
    await home.nixai(['machines', 'add', 'web1', '127.0.0.1', ...port]);
  });
  after(async () => {
    await fleet?.close();
    home?.remove();
  });

  async function check(...words) {
    const { stdout, stderr, code } = await home.nixai([
      ...['machines', 'drift-check', 'web1', '--json'],
      ...words,
    ]);
    const value = JSON.parse(stdout || `{"error":${JSON.stringify(stderr)}}`);
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
    expect(validate(value), `${stdout}${JSON.stringify(validate.errors)}`).to.equal(true);
    return { code, ...value.machines[0] };
  }
  // What runs on these hosts is Debian's: sshd, sh. Everything else has to be planted.
  const planted = ({ findings }) =>
    findings.filter(({ kind, subject }) => kind !== 'process-foreign' || !/^\/usr\//.test(subject));
  const kindsOf = (one) => planted(one).map(({ kind, subject }) => `${kind} ${subject}`);
  const etc = (name) => host.path('etc', name);
  function put(name, text) {
    mkdirSync(dirname(etc(name)), { recursive: true });
    rmSync(etc(name), { force: true });
    writeFileSync(etc(name), text);
  }

  it('finds nothing where nothing was changed, and writes nothing there', async () => {
    // What lies in /etc on these hosts besides, as every machine has its own.
    const before = [snapshot(host.path('etc')), snapshot(host.path('root'))];
    const found = await check();
    clean = kindsOf(found);
    expect(clean.filter((one) => !/^etc-unmanaged/.test(one))).to.deep.equal([]);
    expect(found.notTold.map(({ what }) => what)).to.include(
      'whether it runs the system that is meant',
    );
    expect([snapshot(host.path('etc')), snapshot(host.path('root'))]).to.deep.equal(before);
  });

  const drifts = {
    'etc-shadowed /etc/ssh/sshd_config': [
      () => put('ssh/sshd_config', 'PermitRootLogin yes\n'),
      () => relink('ssh/sshd_config'),
      ['-PermitRootLogin no', '+PermitRootLogin yes'],
    ],
    'etc-missing /etc/motd2': [() => rmSync(etc('motd2')), () => relink('motd2')],
    'etc-unmanaged /etc/profile.local': [
      () => put('profile.local', 'x\n'),
      () => rmSync(etc('profile.local')),
    ],
    'sudoers-differs /etc/sudoers': [
      () => appendFileSync(etc('sudoers'), 'bob ALL=(ALL) NOPASSWD: ALL\n'),
      () => writeFileSync(etc('sudoers'), 'root ALL=(ALL) ALL\n'),
      ['+bob ALL=(ALL) NOPASSWD: ALL'],
    ],
    'sudoers-undeclared /etc/sudoers.d/bob': [
      () => put('sudoers.d/bob', 'bob ALL=(ALL) ALL\n'),
      () => rmSync(etc('sudoers.d'), { recursive: true }),
    ],
    // Its text is a secret, and stays one.
    'etc-copy-differs /etc/app/token': [
      () => writeFileSync(etc('app/token'), 'password = other2other2\n'),
      () => writeFileSync(etc('app/token'), 'password = hunter2hunter2\n'),
      [],
    ],
    'user-undeclared mallory': [
      () => appendFileSync(etc('passwd'), 'mallory:x:1337:100::/home/mallory:/bin/sh\n'),
      () => trimPasswd(),
    ],
    'user-uid-zero toor': [
      () => appendFileSync(etc('passwd'), 'toor:x:0:0::/root:/bin/sh\n'),
      () => trimPasswd(),
    ],
    'unit-overridden /run/systemd/system/web.service.d/x.conf': [
      () => run('systemd/system/web.service.d/x.conf', '[Service]\nUser=root\n'),
      () => rmSync(host.path('run/systemd'), { recursive: true }),
    ],
    'unit-masked sshguard.service': [
      () => {
        mkdirSync(host.path('run/systemd/system.control'), { recursive: true });
        symlinkSync('/dev/null', host.path('run/systemd/system.control/sshguard.service'));
      },
      () => rmSync(host.path('run/systemd'), { recursive: true }),
    ],
    'channel-imperative root https://nixos.org/channels/nixos-unstable': [
      () =>
        writeFileSync(
          host.path('root/.nix-channels'),
          'https://nixos.org/channels/nixos-unstable\n',
        ),
      () => rmSync(host.path('root/.nix-channels')),
    ],
    'profile-imperative root hello-2.12.1': [
      () => {
        mkdirSync(host.path('root/.nix-profile'), { recursive: true });
        writeFileSync(
          host.path('root/.nix-profile/manifest.nix'),
          '[ { meta = { }; name = "hello-2.12.1"; out = { outPath = "/nix/store/x"; }; } ]',
        );
      },
      () => rmSync(host.path('root/.nix-profile'), { recursive: true }),
    ],
    'profile-not-current system': [
      () => {
        host.other ??= fleet.system({ version: '9' });
        execIn(['nix', 'copy', '--no-check-sigs', '--to', `local?root=${host.folder}`, host.other]);
        host.inside(['nix-env', '-p', '/nix/var/nix/profiles/system', '--set', host.other]);
      },
      () => host.inside(['nix-env', '-p', '/nix/var/nix/profiles/system', '--set', system]),
    ],
    'rolled-back system': [
      () =>
        host.inside(['nix-env', '-p', '/nix/var/nix/profiles/system', '--switch-generation', '1']),
      () => host.inside(['nix-env', '-p', '/nix/var/nix/profiles/system', '--set', system]),
    ],
  };

  function relink(name) {
    rmSync(etc(name), { force: true });
    symlinkSync(`/etc/static/${name}`, etc(name));
  }
  function trimPasswd() {
    const lines = readFileSync(etc('passwd'), 'utf8').trim().split('\n').slice(0, -1);
    writeFileSync(etc('passwd'), `${lines.join('\n')}\n`);
  }
  function run(name, text) {
    mkdirSync(dirname(host.path('run', name)), { recursive: true });
    writeFileSync(host.path('run', name), text);
  }
  const execIn = (argv) => fleet.run(argv);

  for (const [what, [plant, mend, lines]] of Object.entries(drifts))
    it(`tells ${what}`, async () => {
      plant();
      try {
        const found = await check();
        expect(kindsOf(found).filter((one) => !clean.includes(one))).to.include(what);
        const one = planted(found).find(({ kind, subject }) => `${kind} ${subject}` === what);
        if (lines !== undefined) expect(one.evidence).to.deep.equal(lines);
        expect(found.code).to.equal(1);
      } finally {
        mend();
      }
    });

  it('tells a key that lets somebody in as root, by its fingerprint', async () => {
    const file = host.path('root/.ssh/authorized_keys');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `# ours\nfrom="10.0.0.1" ${key(7)}\n`);
    const [one] = planted(await check()).filter(({ kind }) => kind.startsWith('key-'));
    rmSync(dirname(file), { recursive: true });
    expect(one).to.include({ kind: 'key-root-undeclared', severity: 'critical' });
    expect(one.subject).to.match(/^root SHA256:/);
    expect(one.summary).to.contain('bob@laptop');
  });

  it('tells what git has not of the configuration, and runs no program that its settings name', async () => {
    const folder = '/etc/nixos';
    const git = (...words) => host.inside(['git', '-C', folder, ...words]);
    put('nixos/configuration.nix', '{ }\n');
    put('nixos/same.nix', '{ }\n');
    git('init', '-q');
    git('add', '.');
    git('-c', 'user.name=ada', '-c', 'user.email=ada@example.org', 'commit', '-qm', 'begin');
    writeFileSync(etc('nixos/.git/info/attributes'), '* filter=x\n');
    for (const kind of ['clean', 'process'])
      git('config', `filter.x.${kind}`, 'touch /root/ran; cat');
    git('config', 'core.fsmonitor', 'touch /root/ran');
    // What it says that it lacks would be fetched, by a program that it names as well.
    const tree = git('rev-parse', 'HEAD^{tree}').trim();
    host.inside(['rm', `${folder}/.git/objects/${tree.slice(0, 2)}/${tree.slice(2)}`]);
    const lazy = { 'core.repositoryFormatVersion': '1', 'extensions.partialClone': 'origin' };
    const promised = { 'remote.origin.promisor': 'true', 'remote.origin.url': folder };
    const program = { 'remote.origin.uploadpack': 'touch /root/ran; false' };
    for (const [name, value] of Object.entries({ ...lazy, ...promised, ...program }))
      git('config', name, value);
    writeFileSync(etc('nixos/configuration.nix'), '{ a = 1; }\n');
    put('nixos/same.nix', '{ }\n');
    put('nixos/new.nix', '{ }\n');
    const { findings } = await check();
    const told = findings.find(({ kind }) => kind === 'configuration-uncommitted');
    rmSync(etc('nixos'), { recursive: true });
    expect(told.evidence).to.deep.equal(['?? new.nix', 'M configuration.nix']);
    expect(existsSync(host.path('root/ran'))).to.equal(false);
  });

  it('waits for no pipe that a user has put in the place of a file', async () => {
    for (const name of ['.nix-channels', '.nix-profile/manifest.json', '.ssh/authorized_keys']) {
      mkdirSync(dirname(host.path('root', name)), { recursive: true });
      host.inside(['mkfifo', `/root/${name}`]);
    }
    const { fault } = await check();
    for (const name of ['.nix-channels', '.nix-profile', '.ssh'])
      rmSync(host.path('root', name), { recursive: true });
    expect(fault).to.equal(undefined);
  });

  it('tells a program that is not of the store', async () => {
    mkdirSync(host.path('root/bin'), { recursive: true });
    host.inside(['cp', '/bin/sleep', '/root/bin/miner']);
    host.inside(['sh', '-c', '/root/bin/miner 300 >/dev/null 2>&1 &']);
    const found = kindsOf(await check());
    host.inside(['pkill', '-x', 'miner']);
    expect(found).to.include('process-foreign /root/bin/miner');
  });

  it('tells a path of the system that was altered, where that is asked for', async () => {
    const [path] = readdirSync(host.path('nix/store')).filter((name) =>
      /-etc-system-1$/.test(name),
    );
    const file = host.path('nix/store', path, 'motd');
    expect(existsSync(file)).to.equal(true);
    writeFileSync(file, 'evil\n');
    expect(kindsOf(await check()).filter((one) => /altered/.test(one))).to.deep.equal([]);
    const found = await check('--verify-contents');
    writeFileSync(file, 'version 1\n');
    expect(kindsOf(found)).to.include(`store-path-altered /nix/store/${path}`);
  });

  it('does not count what somebody has agreed to, shows it, and counts it again after its last day', async () => {
    put('agreed.conf', 'x\n');
    const id = 'etc-unmanaged:/etc/agreed.conf';
    const count = async () => {
      const { findings } = await check();
      return findings.find((one) => one.id === id);
    };
    expect(await count()).not.to.have.property('exception');
    const words = ['--reason', 'the hoster needs it', '--approved-by', 'ada'];
    const add = (expiry) =>
      home.nixai([
        'machines',
        'exception',
        'add',
        'web1',
        id,
        ...words,
        '--expiry',
        expiry,
        '--yes',
      ]);
    expect((await add('2020-01-01')).code).to.equal(2);
    expect((await add('9d')).code).to.equal(0);
    expect((await count()).exception).to.include({ approvedBy: 'ada', over: false });
    const { stdout } = await home.nixai(['machines', 'drift-check', 'web1']);
    expect(stdout).to.match(/agreed {3}etc-unmanaged \/etc\/agreed\.conf: until .* by ada/);
    const file = join(home.path, '.config/nixai/machines.yaml');
    const text = readFileSync(file, 'utf8');
    expect(text).to.contain('approved-by: ada');
    writeFileSync(file, text.replace(/until: .*/, 'until: 2026-01-01'));
    expect((await count()).exception).to.include({ over: true });
    const later = await home.nixai(['machines', 'drift-check', 'web1']);
    expect(later.stdout).to.contain('the exception of ada ended on 2026-01-01');
    expect((await home.nixai(['machines', 'exception', 'list'])).stdout).to.contain('(over)');
    const gone = await home.nixai(['machines', 'exception', 'remove', 'web1', id, '--yes']);
    expect(gone.code, gone.stderr).to.equal(0);
    expect(await count()).not.to.have.property('exception');
    rmSync(etc('agreed.conf'));
  });

  it('has a table of its kinds in the documentation', async () => {
    const { kinds } = await import('../plugins/machines/dist/drift/kinds.js');
    const text = readFileSync(join(root, 'docs/machines.md'), 'utf8');
    for (const [kind, { severity }] of Object.entries(kinds))
      expect(text).to.match(new RegExp(`\\| \`${kind}\` +\\| ${severity} `));
  });

  it('compares with what a flake comes to, and says which machine cannot be asked', async () => {
    const flake = fleet.flake('drift', { web1: { version: '2' } });
    const found = await check('--flake', flake);
    expect(kindsOf(found)).to.include('system-not-expected system');
    expect(found.expected).to.match(/^\/nix\/store\//);
    host.refusing = true;
    const gone = await check();
    host.refusing = false;
    expect([gone.fault.code, gone.code]).to.deep.equal(['machine-unreachable', 1]);
  });
});
