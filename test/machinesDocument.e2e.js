// What machines are by their configurations: a page for a repository, and options explained.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
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
