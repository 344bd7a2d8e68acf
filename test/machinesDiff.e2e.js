// What is different between systems: real sshd and Nix stores in namespaces.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { Fleet, canHaveHosts, nixConfig } from './support/fleet/fleet.js';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const plugin = join(root, 'plugins/machines');
const schema = JSON.parse(readFileSync(join(plugin, 'schemas/machines-diff.json')));
const unit = (program, more = '') => `[Service]\nExecStart=/bin/${program}\n${more}`;

describe('machines diff', function () {
  this.timeout(300_000);
  let home;
  let fleet;
  let flake;
  const old = {
    version: '1',
    files: {
      'ssh/sshd_config': 'Port 22\nPermitRootLogin no\n',
      issue: 'hello\n',
      'wifi.conf': `psk=${'a'.repeat(20)}\n`,
      'systemd/system/web.service': unit('web'),
      'systemd/system/db.service': unit('db', 'X-RestartIfChanged=false\n'),
      'systemd/system/gone.service': unit('gone'),
    },
    packages: ['hello-2.12.1', 'openssl-3.0.14', 'nginx-1.26.1'],
    kernel: '6.12.40',
    configuration: '{ services.nginx.enable = true; networking.hostName = "a"; }',
  };
  const now = {
    ...old,
    files: {
      'ssh/sshd_config': 'Port 22\nPermitRootLogin yes\n',
      issue: 'hello\n',
      'wifi.conf': `psk=${'a'.repeat(20)}\n`,
      'nginx/nginx.conf': 'worker_processes auto;\n',
      'systemd/system/web.service': unit('web2'),
      'systemd/system/db.service': unit('db2', 'X-RestartIfChanged=false\n'),
      'systemd/system/new.service': unit('new'),
    },
    packages: ['hello-2.12.2', 'openssl-3.0.14', 'curl-8.9.1'],
    kernel: '6.12.44',
  };

  before(async function () {
    if (!canHaveHosts()) this.skip();
    home = createHome({ NIX_CONFIG: nixConfig });
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
    await home.nixai(['machines', 'init', '--yes']);
    fleet = new Fleet(home.path);
    for (const [name, knobs] of [
      ['one', old],
      ['two', { ...old, files: { ...old.files, issue: 'HELLO\n' } }],
    ]) {
      const { port } = await fleet.host(name, fleet.system(knobs));
      const at = ['--ssh-port', String(port), '--ssh-user', 'root', '--yes'];
      const added = await home.nixai(['machines', 'add', name, '127.0.0.1', ...at]);
      expect(added.code, added.stderr).to.equal(0);
    }
    flake = fleet.flake('next', { one: now, two: now });
  });
  after(async () => {
    await fleet?.close();
    home?.remove();
  });

  async function diff(...words) {
    const said = await home.nixai(['machines', 'diff', ...words, '--json']);
    const value = JSON.parse(said.stdout);
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
    expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
    return { machines: value.machines, code: said.code };
  }

  it('compares a machine with its configuration: packages, units, kernel, /etc', async () => {
    const { machines, code } = await diff('one', '--flake', flake);
    const [{ closure, units, boot, etc, untold }] = machines;
    expect(code).to.equal(1);
    const versions = Object.fromEntries(
      closure.packages.map(({ name, before, after }) => [name, [before, after]]),
    );
    expect(versions).to.include.keys('hello', 'nginx', 'curl').and.not.include.keys('openssl');
    expect(versions.hello).to.deep.equal([['2.12.1'], ['2.12.2']]);
    expect(versions.curl).to.deep.equal([[], ['8.9.1']]);
    expect(closure.after).to.be.greaterThan(0);
    expect(units).to.deep.equal({
      activeKnown: false,
      stop: ['gone.service'],
      restart: ['web.service'],
      reload: [],
      kept: ['db.service'],
      added: ['new.service'],
    });
    expect(boot).to.deep.equal([
      { part: 'kernel', before: 'linux 6.12.40', after: 'linux 6.12.44' },
    ]);
    expect(etc.map(({ name, change }) => `${name} ${change}`)).to.deep.equal([
      'nginx/nginx.conf added',
      'ssh/sshd_config changed',
    ]);
    expect(etc[1].diff).to.contain('-PermitRootLogin no\n+PermitRootLogin yes');
    expect(untold.join()).to.contain('no systemd').and.contain('options are not compared');
  });

  it('compares two machines, and says where they are the same', async () => {
    const { machines, code } = await diff('one', '--with', 'two');
    expect(code).to.equal(1);
    expect(machines[0].etc.map(({ name }) => name)).to.deep.equal(['issue']);
    expect(machines[0].options.changed).to.deep.equal([]);
    const same = await diff('one', '--with', 'one');
    expect([same.code, same.machines[0].same]).to.deep.equal([0, true]);
  });

  it('compares options with a file that is built here, as a person reads it', async () => {
    // What `<nixpkgs/nixos>` is: a system made of the file that `nixos-config` names.
    const nixpkgs = join(home.path, 'nixpkgs/nixos');
    mkdirSync(nixpkgs, { recursive: true });
    writeFileSync(
      join(nixpkgs, 'system.nix'),
      readFileSync(join(root, 'test/support/fleet/system.nix')),
    );
    writeFileSync(
      join(nixpkgs, 'default.nix'),
      '{ ... }: { system = import ./system.nix { version = (import <nixos-config>).system.stateVersion; }; }\n',
    );
    const file = home.file(
      'web.nix',
      '{ services.nginx.enable = false; system.stateVersion = "9"; }',
    );
    const env = { NIX_PATH: `nixpkgs=${join(home.path, 'nixpkgs')}` };
    const words = ['machines', 'diff', 'one', '--local-config', file];
    const { stdout, stderr, code } = await home.nixai(words, { env });
    expect(code, stderr).to.equal(1);
    expect(stdout).to.contain('- services.nginx.enable = true;');
    expect(stdout).to.contain('+ services.nginx.enable = false;');
    expect(stdout).to.match(/would stop: .*web\.service/);
    const narrow = await home.nixai(words, { env: { ...env, COLUMNS: '40' } });
    const long = narrow.stdout.split('\n').filter((line) => line.length > 40);
    expect(long.filter((line) => !/\/|=|:/.test(line))).to.deep.equal([]);
  });

  it('says which machine could not be asked, and compares the others', async () => {
    const gone = ['machines', 'add', 'gone', '127.0.0.1', '--ssh-port', '1', '--yes'];
    await home.nixai(gone);
    const { machines, code } = await diff('gone', 'one', '--with', 'two');
    const byName = new Map(machines.map((one) => [one.name, one]));
    expect(byName.get('gone').fault.code).to.equal('machine-unreachable');
    expect(byName.get('one').closure).not.to.equal(undefined);
    expect(code).to.equal(1);
  });
});
