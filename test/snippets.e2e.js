// Parts of configurations that a person keeps: put away, found, taken out of a machine, merged, removed.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const machine = `{ config, pkgs, lib, ... }:
let root = "/srv/www"; in
{
  imports = [ ./web.nix ];
  services.openssh.enable = true;
  services.nginx = {
    enable = true;
    package = pkgs.nginxMainline; # newer
    virtualHosts."a.example.org" = {
      forceSSL = true;
      inherit root;
    };
  };
  services.nginx.group = lib.mkIf config.services.openssh.enable "web";
}
`;
describe('snippets', () => {
  let home;
  let folder;
  beforeEach(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    folder = join(home.path, 'nixos');
    home.env.NIXAI_NIXOS_FOLDER = folder;
    mkdirSync(folder);
    home.file('nixos/configuration.nix', machine);
    home.file('nixos/web.nix', '{ users.users.nginx.extraGroups = [ "acme" ]; }\n');
    const { code, stderr } = await home.nixai(['plugins', 'link', join(root, 'plugins/templates')]);
    expect(code, stderr).to.equal(0);
  });
  afterEach(() => home?.remove());

  async function json(...argv) {
    const { code, stdout } = await home.nixai(['snippets', ...argv, '--json']);
    return { ...JSON.parse(stdout), code };
  }

  it('are kept from a file as modules, found by their words, and shown', async () => {
    home.file('tls.nix', 'services.nginx.recommendedTlsSettings = true;\nx = pkgs.hello;\n');
    const argv = ['add', 'nginx-tls', join(home.path, 'tls.nix')];
    const dry = await json(...argv, '--dry-run');
    expect([dry.written, existsSync(dry.file)]).to.deep.equal([false, false]);
    expect((await home.nixai(['snippets', ...argv])).code, 'nobody can be asked').to.equal(5);
    const told = ['--description', 'Sound TLS', '--tags', 'web, tls', '--yes'];
    const { file, undo } = await json(...argv, ...told);
    expect(readFileSync(file, 'utf8')).to.equal(
      '# description: Sound TLS\n# tags: web, tls\n\n{ pkgs, ... }:\n{\n  services.nginx.recommendedTlsSettings = true;\n  x = pkgs.hello;\n}\n',
    );
    expect((await json('list', '--tag', 'tls')).snippets).to.have.length(1);
    expect((await json('search', 'sound', 'web')).snippets[0].name).to.equal('nginx-tls');
    expect((await json('search', 'printer')).code).to.equal(1);
    expect((await json('show', 'nginx-tls')).tags).to.deep.equal(['web', 'tls']);
    expect((await json('show', 'gone')).error.code).to.equal('snippet-unknown');
    const again = await json('add', 'nginx-tls', join(folder, 'web.nix'), '--yes');
    expect([again.error.code, again.code]).to.deep.equal(['file-exists', 5]);
    await home.nixai(['undo', undo, '--yes']);
    expect((await json('list')).snippets).to.deep.equal([]);
  });

  it('are refused where they hold a secret, are no Nix, or have no fit name', async () => {
    home.file(
      'secret.nix',
      '{ services.x.token = "ghp_1234567890abcdefghijklmnopqrstuvwxyz12"; }\n',
    );
    const secret = await json('add', 'a', join(home.path, 'secret.nix'), '--yes');
    expect([secret.error.code, secret.code]).to.deep.equal(['snippet-secret', 5]);
    home.file('broken.nix', 'services.x.enable = ;\n');
    const broken = await json('add', 'a', join(home.path, 'broken.nix'), '--yes');
    expect(broken.error.code).to.equal('snippet-unfit');
    expect(broken.error.why).to.contain('line 1');
    home.file('loose.nix', 'services.x.port = port;\n');
    expect((await json('add', 'a', join(home.path, 'loose.nix'), '--yes')).error.why).to.contain(
      'port',
    );
    home.file('good.nix', '{ a = 1; }\n');
    const name = await json('add', '../a', join(home.path, 'good.nix'), '--yes');
    expect(name.error.code).to.equal('usage');
  });

  it('are taken out of all files of a machine, and merged into another', async () => {
    const argv = ['extract-from-system', 'web', '--service', 'nginx', '--auto-tag', '--yes'];
    const { nix, left, tags } = await json(...argv);
    expect(nix).to.equal(`{ config, lib, pkgs, ... }:
{
  services.nginx.group = lib.mkIf config.services.openssh.enable "web";
  services.nginx.enable = true;
  services.nginx.package = pkgs.nginxMainline;
  services.nginx.virtualHosts."a.example.org".forceSSL = true;
  users.users.nginx.extraGroups = [ "acme" ];
}
`);
    expect(left.map(({ path }) => path)).to.include(
      'services.nginx.virtualHosts."a.example.org".root',
    );
    expect(tags).to.deep.equal(['nginx', 'tls']);
    mkdirSync(join(home.path, 'other'));
    home.file('other/configuration.nix', '{ ... }:\n{\n  services.nginx.enable = true;\n}\n');
    const target = ['--output', join(home.path, 'other/configuration.nix'), '--yes'];
    const { merge, written, undo } = await json('apply', 'web', ...target);
    expect([written, merge.equal.length]).to.deep.equal([true, 1]);
    const made = join(home.path, 'other/nixai/web.nix');
    expect(readFileSync(made, 'utf8'))
      .to.contain('forceSSL = true;')
      .and.not.to.contain('enable = true');
    expect((await json('apply', 'web', ...target)).written).to.equal(false);
    const undone = await home.nixai(['undo', undo, '--yes']);
    expect(undone.stdout).to.contain('Undid "snippets apply web"');
    expect(existsSync(made)).to.equal(false);
    const none = await json('extract-from-system', 'x', '--service', 'mysql', '--yes');
    expect([none.error.code, none.code]).to.deep.equal(['snippet-unfit', 1]);
  });

  it('are removed, and come back', async () => {
    home.file('good.nix', '{ a = 1; }\n');
    await json('add', 'a', join(home.path, 'good.nix'), '--yes');
    const { removed, undo } = await json('remove', 'a', '--yes');
    expect([removed, (await json('list')).snippets.length]).to.deep.equal([true, 0]);
    await home.nixai(['undo', undo, '--yes']);
    expect((await json('list')).snippets.length).to.equal(1);
  });
});
