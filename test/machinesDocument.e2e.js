// What machines are by their configurations: a page for a repository, and options explained.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createDeployer } from './support/fleet/deployer.js';
import { canHaveHosts } from './support/fleet/fleet.js';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';
import { writeSite } from './support/site.js';

describe('machines document', function () {
  this.timeout(120_000);
  let home;
  before(async () => {
    home = createHome({});
    await home.nixai(['plugins', 'link', join(root, 'plugins/machines')]);
    writeSite(home.path);
  });
  after(() => home?.remove());
  const at = (name) => join(home.path, name);
  const document = (...words) =>
    home.nixai([
      ...['machines', 'document', ...words, '--registry-path', at('machines.yaml'), '--offline'],
    ]);
  const read = async (...words) => {
    const { stdout } = await document(...words, '--json');
    const { document: all } = JSON.parse(stdout);
    return { ...all, machine: (name) => all.machines.find((one) => one.name === name) };
  };

  it('says what runs, by file and line, and which ports that takes', async () => {
    const { machine } = await read();
    const { services, users, disks, complete, about } = machine('db1');
    expect(services.map(({ name, ports }) => [name, ports.map((one) => one.value)])).to.deep.equal([
      ['services.openssh', ['[ 22 ]']],
      ['services.postgresql', ['5432']],
      ['services.prometheus.exporters.node', ['9101']],
      ['systemd.services.dump', []],
    ]);
    expect(services[2].ports[0].place).to.deep.equal({ file: 'db1.nix', line: 5 });
    expect(services[1].ports[0].place).to.equal(undefined);
    expect(users).to.deep.equal([
      {
        ...{ name: 'ada', normal: true, groups: ['wheel'], keys: 1 },
        place: { file: 'common.nix', line: 9 },
      },
    ]);
    expect(disks.map(({ option, value }) => [option, value])).to.deep.include([
      'fileSystems."/".device',
      '"/dev/disk/by-label/root"',
    ]);
    expect(complete).to.equal(true);
    expect(about.map(({ option }) => option)).to.deep.equal([
      'networking.hostName',
      'system.stateVersion',
    ]);
    const perhaps = machine('web1').services.find(({ name }) => name === 'services.fail2ban');
    expect(perhaps.conditional).to.equal(true);
    expect(machine('old').unread).to.contain('nothing says where its configuration is');
  });

  it('says what the machines of a group do not set alike, which names which, and what is pinned', async () => {
    const { groups, links, flakes } = await read();
    const [{ name, differences }] = groups;
    expect(name).to.equal('web');
    expect(differences.map(({ option, values }) => [option, values[1].value])).to.deep.equal([
      ['networking.firewall.allowedTCPPorts', '[ 80 8443 ]'],
      ['networking.hostName', '"web2"'],
    ]);
    const option = 'services.nginx.virtualHosts."example.org".locations."/".proxyPass';
    expect(links).to.deep.equal([
      { from: 'web1', to: 'db1', option },
      { from: 'web2', to: 'db1', option },
    ]);
    expect(flakes[0].inputs[0]).to.deep.equal({
      ...{ name: 'nixpkgs', from: 'github:NixOS/nixpkgs/nixos-25.11', date: '2025-11-24' },
      revision: '0123456789abcdef0123456789abcdef01234567',
    });
  });

  it('is a page with a diagram, without secrets, the same wherever the folder lies', async () => {
    const file = at('fleet.md');
    const { stdout } = await document('--save-to', file, '--yes');
    expect(stdout).to.equal(`Wrote ${file}.\n`);
    const first = readFileSync(file, 'utf8');
    expect(first).to.contain('subgraph g1["web"]').and.to.contain('outside -- "80 443" --> ');
    expect(first).to.contain('- Description: Our \\| data');
    expect(first).not.to.contain('hunter2');
    expect(first).not.to.contain(home.path);
    const other = createHome({});
    try {
      await other.nixai(['plugins', 'link', join(root, 'plugins/machines')]);
      writeSite(other.path);
      const said = await other.nixai(['machines', 'document', '--registry-path', '.', '--offline']);
      expect(said.stdout).to.equal(first);
    } finally {
      other.remove();
    }
    writeFileSync(at('site/web2.nix'), readFileSync(at('site/web1.nix')));
    await document('--save-to', file, '--yes');
    const changed = readFileSync(file, 'utf8').split('\n');
    const lines = changed.filter((line) => !first.split('\n').includes(line));
    expect(lines).to.have.length.within(1, 4);
    await home.nixai(['undo', '--yes']);
    expect(readFileSync(file, 'utf8')).to.equal(first);
    writeSite(home.path);
  });

  it('needs no registry for a folder', async () => {
    const { stdout } = await home.nixai([
      ...['machines', 'document', '--folder', 'site', '--output-format', 'json', '--offline'],
    ]);
    expect(JSON.parse(stdout).machines.map(({ name }) => name)).to.deep.equal([
      'db1',
      'web1',
      'web2',
    ]);
    expect(existsSync(at('.ssh'))).to.equal(false);
  });
});

describe('machines explain-config', function () {
  this.timeout(120_000);
  let home;
  before(async () => {
    home = createHome({});
    await home.nixai(['plugins', 'link', join(root, 'plugins/machines')]);
    writeSite(home.path);
  });
  after(() => home?.remove());
  const explain = (option, ...words) =>
    home.nixai([
      ...['machines', 'explain-config', '--option', option, ...words, '--offline'],
      ...['--registry-path', 'machines.yaml'],
    ]);
  async function read(option, ...words) {
    const { stdout, code } = await explain(option, ...words, '--json');
    const { explained } = JSON.parse(stdout);
    return {
      ...explained,
      code,
      of: (name) =>
        explained.machines
          .find((one) => one.name === name)
          .settings.map(({ value, place }) => [value, `${place.file}:${place.line}`]),
    };
  }

  it('says what it is, and each place where a machine sets it', async () => {
    const { about, known, of, code } = await read('services.openssh.settings.PermitRootLogin');
    expect([known, code]).to.deep.equal(['option', 0]);
    expect(about.default).to.equal('"prohibit-password"');
    expect(of('web1')).to.deep.equal([['"no"', 'common.nix:6']]);
    expect(of('db1').sort()).to.deep.equal([
      ['"no"', 'common.nix:6'],
      ['"prohibit-password"', 'db1.nix:4'],
    ]);
  });

  it('shows what lies below, takes a name for any, and says what is not set', async () => {
    const below = await explain('services.nginx', '--group', 'web');
    expect(below.stdout).to.match(/web1\.nix:5 {2}virtualHosts\."example\.org".*10\.0\.3\.10/);
    const { of } = await read('users.users.<name>.isNormalUser');
    expect(of('db1')).to.deep.equal([['true', 'common.nix:9']]);
    const { stdout } = await explain('services.openssh.openFirewall', 'web1');
    expect(stdout).to.contain('not set, by default: true');
    const secret = await explain('users.users.ada.password', 'web1');
    expect(secret.stdout).not.to.contain('hunter2');
  });

  it('ends with 1 for a name that is none, and says which is near', async () => {
    const { code, nearest } = await read('services.openssh.settings.PermitRootLogn');
    // A key of settings that no list has may be right.
    expect([code, nearest]).to.deep.equal([0, []]);
    const wrong = await read('services.ngnix.enable');
    expect([wrong.code, wrong.nearest[0]]).to.deep.equal([1, 'services.nginx.enable']);
  });
});

describe('machines explain-config --running', function () {
  this.timeout(300_000);
  let deployer;
  let host;
  before(async function () {
    if (!canHaveHosts()) this.skip();
    deployer = await createDeployer();
    host = await deployer.host(deployer.fleet.system({ version: '1' }));
    writeFileSync(
      host.path('etc/nix/nix.conf'),
      'sandbox = false\naccess-tokens = github.com=ghp_0123456789abcdefghij0123456789abcdef\n',
    );
    writeFileSync(join(deployer.home.path, 'web.nix'), '{ nix.settings.sandbox = true; }\n');
  });
  after(() => deployer?.close());
  const explain = async (option) => {
    const file = join(deployer.home.path, 'web.nix');
    const words = ['--option', option, '--config', file, '--running'];
    const { explained } = await deployer.machines('explain-config', host.name, ...words);
    return explained.machines[0];
  };

  it('says what the machine has beside what is declared, no secret, and what nobody can read', async () => {
    const { settings, runs } = await explain('nix.settings.sandbox');
    expect([settings[0].value, runs]).to.deep.equal(['true', { value: 'false' }]);
    expect((await explain('nix.settings.access-tokens')).runs.value).not.to.contain('ghp_0123');
    expect((await explain('services.nginx.enable')).runs.why).to.contain('does not tell');
    host.refusing = true;
    const { fault, settings: still } = await explain('nix.settings.sandbox');
    host.refusing = false;
    expect([fault.code, still.length]).to.deep.equal(['machine-unreachable', 1]);
  });
});
