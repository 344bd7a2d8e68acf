// Machines as their owner has them: the manual's own lines build a registry, which lies in git.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { hasNix, nixConfig } from './support/nixStore.js';
import { root } from './support/packed.js';

const plugin = join(root, 'plugins/machines');
const validators = new Ajv({ allErrors: true, allowUnionTypes: true });

describe('machines', function () {
  let home;
  beforeEach(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
  });
  afterEach(() => home?.remove());

  async function json(...argv) {
    const { code, stdout } = await home.nixai(['machines', ...argv, '--json']);
    const value = JSON.parse(stdout);
    if ('error' in value) return { ...value, code };
    const words = argv.slice(0, argv[0] === 'groups' ? 2 : 1);
    const file = join(plugin, `schemas/machines-${words.join('-')}.json`);
    const validate = validators.compile(JSON.parse(readFileSync(file, 'utf8')));
    expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
    return { ...value, code };
  }
  const team = (...names) => join(home.path, 'team-nixos-configs', ...names);

  it('are registered and grouped as the manual does it', async () => {
    await json('init', '--registry-path', team(), '--yes');
    const more = ['--ssh-user', 'alice', '--ssh-key', '~/.ssh/team_devs', '--yes'];
    const where = ['--nixos-path', '/home/alice/nixos-config'];
    const about = ['--description', "Alice's development workstation"];
    for (const argv of [
      ['add', 'dev-alice', '192.168.1.100', ...about, ...where, ...more],
      ['add', 'dev-bob', '192.168.1.101', ...more],
      ['add', 'db1', '10.0.3.10', '--environment', 'production', '--role', 'database', '--yes'],
      ['groups', 'add', 'developers', 'dev-alice', 'dev-bob', '--yes'],
      ['groups', 'add', 'all-dev', 'developers', 'db1', '--yes'],
    ])
      expect(await json(...argv)).to.include({ changed: true, code: 0 });
    const { machines } = await json('list', 'all-dev', '--except', 'dev-bob');
    expect(machines.map(({ name }) => name)).to.deep.equal(['dev-alice', 'db1']);
    expect(machines[0].groups).to.deep.equal(['developers', 'all-dev']);
    const alice = await json('show', 'dev-alice');
    expect(alice.configuration).to.deep.equal({
      kind: 'on-machine',
      of: '/home/alice/nixos-config',
    });
    const circle = await json('groups', 'add', 'developers', 'all-dev', '--yes');
    expect(circle.error).to.include({ code: 'group-circle' });
    expect(circle.error.what).to.contain('developers → all-dev → developers');
  });

  it('has a person make a registry first, and knows of none at a wrong path', async () => {
    const fresh = (await home.nixai(['machines', 'list'])).stdout;
    expect(fresh).to.contain('nixai machines init');
    const missed = await json('list', '--registry-path', '/nowhere');
    expect([missed.error.code, missed.code]).to.deep.equal(['registry-missing', 5]);
    expect(missed.error.hint).to.equal('nixai machines init --registry-path /nowhere');
  });

  it('are taken back by undo, and asked about before they are written', async () => {
    await json('init', '--yes');
    const refused = await json('add', 'web1', '10.0.2.10');
    expect([refused.error.code, refused.code]).to.deep.equal(['not-interactive', 5]);
    const dry = await home.nixai(['machines', 'add', 'web1', '10.0.2.10', '--dry-run']);
    expect(dry.stdout)
      .to.contain('+  web1:\n+    host: 10.0.2.10\n')
      .and.contain('Nothing was written');
    const { undo, files } = await json('add', 'web1', '10.0.2.10', '--yes');
    const before = readFileSync(files[0], 'utf8');
    expect(before).to.contain('web1:');
    expect((await home.nixai(['undo', undo, '--yes'])).code).to.equal(0);
    expect(readFileSync(files[0], 'utf8')).not.to.contain('web1');
  });

  it('are all there when they are added at once', async () => {
    await json('init', '--yes');
    const names = ['a', 'b', 'c', 'd'];
    const done = await Promise.all(names.map((name) => json('add', name, 'h', '--yes')));
    expect(done.map(({ changed }) => changed)).to.deep.equal([true, true, true, true]);
    const { machines } = await json('list');
    expect(machines.map(({ name }) => name).sort()).to.deep.equal(names);
  });

  it('keep what a person wrote into the file, which its schema knows', async () => {
    mkdirSync(team());
    const text =
      '# Ours.\nversion: 1\nmachines:\n  web1:\n    host: 10.0.2.10 # rack 3\n    tags: [edge]\n';
    writeFileSync(team('machines.yaml'), text);
    await json('init', '--registry-path', team(), '--yes');
    expect(readFileSync(team('machines.yaml'), 'utf8')).to.equal(text);
    await json('edit', 'web1', '--role', 'web', '--yes');
    const written = readFileSync(team('machines.yaml'), 'utf8');
    expect(written).to.equal(`${text}    role: web\n`);
    const schema = JSON.parse(readFileSync(join(plugin, 'schemas/registry.json'), 'utf8'));
    const { parse } = await import('yaml');
    expect(validators.compile(schema)(parse(written))).to.equal(true);
  });

  it('name the line and column of what is wrong', async () => {
    mkdirSync(team());
    writeFileSync(team('machines.yaml'), 'machines:\n  web1:\n    hots: x\n');
    const { error, code } = await json('list', '--registry-path', team());
    expect([error.code, code]).to.deep.equal(['registry-invalid', 5]);
    expect(error.why).to.contain('machines.yaml:3:5: a machine has no key `hots`');
    expect(existsSync(join(home.path, '.config/nixai/machines.yaml'))).to.equal(false);
  });

  it('are taken from ssh_config, and left as they are when it is done again', async () => {
    mkdirSync(join(home.path, '.ssh'));
    home.file('.ssh/config', 'Host web1\n  HostName 10.0.0.1\nHost *\n  User root\n');
    await json('init', '--yes');
    const first = await json('import', '--from', 'ssh-config', '--yes');
    expect(first).to.deep.include({ added: ['web1'], changed: true, left: ['Host *: a pattern'] });
    await json('edit', 'web1', '--role', 'web', '--yes');
    const again = await json('import', '--from', 'ssh-config', '--yes');
    expect(again).to.deep.include({ added: [], updated: [], changed: false });
    expect((await json('show', 'web1')).role).to.equal('web');
  });

  describe('with Nix', () => {
    before(function () {
      if (!hasNix) this.skip();
    });
    const flake = `{
  outputs = _: {
    nixosConfigurations = { web1 = throw "not looked at"; "web-2" = { }; };
    deploy = {
      sshUser = "deploy";
      nodes.db1 = { hostname = "10.0.3.1"; sshOpts = [ "-p" "2222" "-A" ]; profiles = throw "no"; };
    };
    colmena = {
      meta = throw "not looked at";
      defaults = { ... }: { };
      gate = { name, pkgs, ... }: {
        deployment = { targetHost = "\${name}.example.org"; targetPort = 24; tags = [ "edge" ]; };
        environment.systemPackages = [ pkgs.git ];
      };
      later = { config, ... }: { deployment.targetHost = config.networking.hostName; };
      alone = { ... }: { deployment.targetHost = null; };
    };
  };
}
`;

    it('are taken from flakes, deploy-rs and colmena', async () => {
      mkdirSync(join(home.path, 'fleet'));
      home.file('fleet/flake.nix', flake);
      home.env.NIX_CONFIG = nixConfig;
      delete home.env.NIXAI_OFFLINE;
      await json('init', '--yes');
      const from = (kind) => json('import', '--from', kind, '--source', './fleet', '--yes');
      expect((await from('flake')).added.sort()).to.deep.equal(['web-2', 'web1']);
      const deployRs = await from('deploy-rs');
      expect(deployRs.added).to.deep.equal(['db1']);
      expect(deployRs.left[0]).to.contain('sshOpts -A');
      const colmena = await from('colmena');
      expect(colmena.added.sort()).to.deep.equal(['gate', 'later']);
      expect(colmena.left.map((one) => one.split(',')[0].slice(0, 30))).to.deep.equal([
        'alone: its targetHost is null:',
        'later: its targetHost cannot b',
      ]);
      expect(await json('show', 'db1')).to.include({ sshUser: 'deploy', sshPort: 2222 });
      expect(await json('show', 'gate')).to.deep.include({ sshPort: 24, tags: ['edge'] });
      expect((await json('show', 'gate')).host).to.equal('gate.example.org');
    });

    it('are given to colmena and deploy-rs as Nix reads them', async () => {
      home.env.NIX_CONFIG = nixConfig;
      delete home.env.NIXAI_OFFLINE;
      await json('init', '--yes');
      await json('add', 'web1', '10.0.0.1', '--tag', 'edge', '--ssh-port', '2222', '--yes');
      const hop = ['--jump', 'gate', '--ssh-key', '~/.ssh/k'];
      await json(
        'add',
        'in.x',
        'h',
        '--description',
        '"${',
        '--config',
        './a b.nix',
        ...hop,
        '--yes',
      );
      const nodes = await json('export', '--to', 'deploy-rs');
      const exported = await json('export', '--to', 'colmena');
      expect(exported.left).to.deep.equal([
        'in.x: for ~/.ssh/config, Host h: ProxyJump gate, IdentityFile ~/.ssh/k',
      ]);
      expect(nodes.left).to.deep.equal(['in.x: for ~/.ssh/config, Host h: ProxyJump gate']);
      expect(nodes.text).to.contain('sshOpts = [ "-i" "~/.ssh/k" ];');
      const hive = home.file('hive.nix', exported.text);
      const deploy = home.file('deploy.nix', nodes.text);
      for (const file of [hive, deploy]) {
        const { status, stderr } = spawnSync('nix-instantiate', ['--parse', file]);
        expect(status, String(stderr)).to.equal(0);
      }
      await json('remove', 'web1', '--yes');
      const { added } = await json('import', '--from', 'colmena', '--source', hive, '--yes');
      expect(added).to.deep.equal(['web1']);
      expect(await json('show', 'web1')).to.deep.include({ host: '10.0.0.1', sshPort: 2222 });
    });
  });
});
