import { expect } from 'chai';
import { mkdtempSync, rmSync, truncateSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OptionCatalog } from '@nixai/api';
import { optionDoc, optionEntry } from '../sources/optionDocs.js';
import { sampleOptions } from '../sources/optionSample.test.js';
import { fillIndex } from './buildIndex.js';
import { catalogOf } from './catalog.js';
import { openIndex, type Index } from './openIndex.js';

const about = {
  content: 'nixos' as const,
  source: 'file',
  release: 'nixos-25.05',
  date: '2025-06-01T00:00:00.000Z',
  from: '/options.json',
  fingerprint: 'x',
};

describe('an option index', () => {
  let folder: string;
  let path: string;
  let index: Index;
  let catalog: OptionCatalog;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-index-'));
    path = join(folder, 'nixos.sqlite');
    fillIndex(path, about, sampleOptions().map(optionEntry));
    const opened = openIndex(path);
    if (opened === undefined) throw new Error('no index');
    index = opened;
    catalog = catalogOf(index, (id) => optionDoc(index, id));
  });
  after(() => {
    index.close();
    rmSync(folder, { recursive: true });
  });

  it('finds a declared option, with its type', () => {
    expect(catalog.match('services.nginx.enable')).to.deep.equal({
      outcome: 'option',
      name: 'services.nginx.enable',
      type: 'boolean',
    });
    expect(catalog.match(['boot', 'kernel', 'sysctl', 'net.core.rmem_max'])).to.include({
      outcome: 'option',
    });
  });

  it('puts any name in the place of a placeholder', () => {
    for (const path of [
      'services.nginx.virtualHosts."example.com".locations."/".proxyPass',
      'services.nginx.virtualHosts.<name>.locations.<name>.proxyPass',
      'services.nginx.virtualHosts.*.locations.foo.proxyPass',
    ])
      expect(catalog.match(path)).to.include({
        outcome: 'option',
        name: 'services.nginx.virtualHosts.<name>.locations.<name>.proxyPass',
      });
    expect(catalog.match('services.syncthing.settings.devices.laptop.id').outcome).to.equal(
      'option',
    );
  });

  it('knows a path that options lie below', () => {
    for (const path of ['services', 'services.nginx', 'services.nginx.virtualHosts.foo'])
      expect(catalog.match(path).outcome, path).to.equal('branch');
  });

  it('does not judge what lies below free-form settings', () => {
    expect(catalog.match('services.openssh.settings.X11Forwarding')).to.deep.include({
      outcome: 'inside',
      name: 'services.openssh.settings',
      rest: ['X11Forwarding'],
    });
    expect(catalog.match('systemd.services.foo.serviceConfig.ExecStart').outcome).to.equal(
      'inside',
    );
  });

  it('knows options that are there and in no set, and what they lie in', () => {
    for (const name of [
      'isoImage.squashfsCompression',
      'services.dbus.enable',
      'nixpkgs.config.x',
      'boot.bootspec.enable',
      'home-manager.users.ada',
      'boot.initrd.luks.devices.root.crypttabExtraOpts',
      'services.graphical-desktop.enable',
    ])
      expect(catalog.match(name), name).to.include({ outcome: 'inside' });
    expect(catalog.match('home-manager')).to.include({ outcome: 'branch' });
    expect(catalog.match('isoImag.squashfsCompression')).to.include({ outcome: 'unknown' });
  });

  it('says how much of an unknown path is known', () => {
    expect(catalog.match('services.nginx.virtualHosts.foo.forceTLS')).to.deep.equal({
      outcome: 'unknown',
      known: ['services', 'nginx', 'virtualHosts', 'foo'],
    });
    expect(catalog.match('services.nginx.enable.foo').outcome).to.equal('unknown');
    expect(catalog.match('').outcome).to.equal('unknown');
  });

  it('gives an option with its default, example, link and citation', () => {
    const option = catalog.option('services.nginx.enable');
    expect(option).to.include({ type: 'boolean', default: 'false', example: 'true', set: 'nixos' });
    expect(option?.declarations[0]?.url).to.equal(
      'https://github.com/NixOS/nixpkgs/blob/release-25.05/nixos/modules/services/web-servers/nginx/default.nix',
    );
    expect(option?.citation.url).to.equal(
      'https://nixos.org/manual/nixos/25.05/options#opt-services.nginx.enable',
    );
    expect(catalog.option('services.nginx')).to.equal(undefined);
  });

  it('lists what lies below a path, the nearest levels first', () => {
    expect(catalog.below('services.nginx', 3).map(({ name }) => name)).to.deep.equal([
      'services.nginx.enable',
      'services.nginx.package',
      'services.nginx.virtualHosts',
    ]);
    expect(catalog.below('services.nginx.virtualHosts."a.b"', 9)).to.have.length(3);
    expect(catalog.below('no.such', 9)).to.deep.equal([]);
  });

  it('finds what a misspelt, misplaced or half-right name was meant to be', () => {
    expect(catalog.nearest('services.ngnix.enable', 1)).to.deep.equal(['services.nginx.enable']);
    expect(catalog.nearest('services.ngnix', 1)).to.deep.equal(['services.nginx.enable']);
    expect(catalog.nearest('services.openssh.permitRootLogin', 1)).to.deep.equal([
      'services.openssh.settings.PermitRootLogin',
    ]);
    expect(catalog.nearest('networking.firewall.allowedTcpPorts', 1)).to.deep.equal([
      'networking.firewall.allowedTCPPorts',
    ]);
    expect(catalog.nearest('completely.unrelated.words', 3)).to.deep.equal([]);
  });

  it('is thrown away when it is no index, cut short, or of another version', () => {
    const broken = join(folder, 'broken.sqlite');
    const spoil = [
      () => writeFileSync(broken, 'no database at all, but long enough to be looked at'.repeat(9)),
      () => writeFileSync(broken, ''),
      () => {
        rmSync(broken, { force: true });
        fillIndex(broken, about, sampleOptions().map(optionEntry));
        truncateSync(broken, 5000);
      },
    ];
    for (const make of spoil) {
      make();
      expect(openIndex(broken)).to.equal(undefined);
      expect(existsSync(broken)).to.equal(false);
    }
  });
});
