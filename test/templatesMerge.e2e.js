// A template merged into a configuration as its owner has it: over several files, with what they wrote
// themselves, twice, with other values, and taken back.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const plugin = join(root, 'plugins/templates');
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(join(plugin, 'schemas/templates-apply.json'))),
);

const configuration = `# my machine
{ config, pkgs, ... }:
{
  imports = [ ./hardware.nix ./web ];

  services.openssh = {
    enable = true; # remote
    ports = [ 22 ];
  };
  networking.hostName = "box";

  environment.systemPackages = with pkgs; [
    git # needed
  ];
  system.stateVersion = "25.05";
}
`;
const web = `{ lib, ... }:
{
  services.nginx.enable = true;
  services.nginx.recommendedTlsSettings = false; # old clients
  networking.firewall.allowedTCPPorts = [ 80 ];
}
`;

describe('a template merged into a configuration', () => {
  let home;
  let folder;
  beforeEach(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    folder = join(home.path, 'nixos');
    home.env.NIXAI_NIXOS_FOLDER = folder;
    mkdirSync(join(folder, 'web'), { recursive: true });
    home.file('nixos/configuration.nix', configuration);
    home.file('nixos/hardware.nix', '{ boot.loader.grub.device = "/dev/sda"; }\n');
    home.file('nixos/web/default.nix', web);
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
  });
  afterEach(() => home?.remove());

  const values = ['--set', 'domain=a.example.org', '--set', 'email=ada@example.org'];
  async function apply(...argv) {
    const outcome = await home.nixai(['templates', 'apply', ...argv, '--json']);
    const value = JSON.parse(outcome.stdout);
    if (!('error' in value))
      expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
    return { ...value, code: outcome.code };
  }
  const text = (name) => readFileSync(join(folder, name), 'utf8');
  const all = () =>
    Object.fromEntries(
      readdirSync(folder, { recursive: true })
        .filter((name) => statSync(join(folder, name)).isFile())
        .sort()
        .map((name) => [name, text(name)]),
    );

  it('becomes a module of its own with what is new, and undo gives every byte back', async () => {
    const before = all();
    const { merge, undo, code } = await apply(
      'web-server',
      ...values,
      '--resolve',
      'mine',
      '--yes',
    );
    expect(code).to.equal(0);
    expect(text('configuration.nix')).to.equal(
      configuration.replace('./web ]', './web ./nixai/web-server.nix ]'),
    );
    expect(text('web/default.nix')).to.equal(web);
    const made = text('nixai/web-server.nix');
    expect(made).to.contain('virtualHosts."a.example.org" = {').and.to.contain('[ 443 ]');
    expect(made)
      .not.to.contain('recommendedTlsSettings')
      .and.not.to.match(/^ {4}enable = true/m);
    expect(merge.equal.map(({ path }) => path)).to.deep.equal(['services.nginx.enable']);
    expect(merge.joined).to.deep.equal(['networking.firewall.allowedTCPPorts']);
    expect(merge.conflicts[0]).to.include({
      mine: 'false',
      theirs: 'true',
      line: 4,
      taken: 'mine',
    });

    const again = await apply('web-server', ...values, '--resolve', 'mine', '--yes');
    expect([again.written, again.merge.files]).to.deep.equal([false, []]);
    expect((await home.nixai(['undo', undo, '--yes'])).code).to.equal(0);
    expect(all()).to.deep.equal(before);
  });

  it('goes beside what is near it with --inline, whichever file that is in', async () => {
    const argv = [
      'web-server',
      ...values,
      '--inline',
      '--resolve',
      'template',
      '--yes',
      '--backup',
    ];
    const { merge, undo } = await apply(...argv);
    expect(merge.files.map(({ path }) => path.slice(folder.length + 1))).to.have.members([
      'configuration.nix',
      'web/default.nix',
    ]);
    const after = text('web/default.nix');
    expect(after).to.contain('recommendedTlsSettings = true; # old clients');
    expect(after).to.contain('allowedTCPPorts = [ 80 443 ];');
    expect(text('configuration.nix')).to.contain('security.acme.acceptTerms = true;');
    expect(text('web/default.nix.before-web-server')).to.equal(web);
    expect((await apply(...argv.slice(0, -1))).written).to.equal(false);
    await home.nixai(['undo', undo, '--yes']);
    expect([text('web/default.nix'), text('configuration.nix')]).to.deep.equal([
      web,
      configuration,
    ]);
    expect(existsSync(join(folder, 'web/default.nix.before-web-server'))).to.equal(false);
  });

  it('is not written where it contradicts and nobody decides, and both sides are told', async () => {
    const before = all();
    const refused = await apply('web-server', ...values, '--yes');
    expect([refused.error.code, refused.code]).to.deep.equal(['merge-conflict', 5]);
    expect(refused.error.why).to.contain('yours false').and.to.contain('web/default.nix:4');
    const dry = await apply('web-server', ...values, '--dry-run');
    expect([dry.code, dry.merge.conflicts.length]).to.deep.equal([1, 1]);
    const shown = await home.nixai(['templates', 'apply', 'web-server', ...values, '--dry-run']);
    expect(shown.stdout)
      .to.match(/yours +false/)
      .and.to.match(/template's +true/);
    expect(all()).to.deep.equal(before);
  });

  it('with another value changes the module that it made', async () => {
    await apply('web-server', ...values, '--resolve', 'mine', '--yes');
    const other = ['--variables', 'domain=a.example.org,email=eve@example.org'];
    const { merge } = await apply('web-server', ...other, '--resolve', 'template', '--yes');
    expect(text('nixai/web-server.nix')).to.contain('defaults.email = "eve@example.org"');
    expect(merge.conflicts.map(({ path }) => path)).to.include('security.acme.defaults.email');
  });

  it('is put into the machine of a flake that was named', async () => {
    home.file(
      'nixos/flake.nix',
      `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations.web = nixpkgs.lib.nixosSystem { modules = [ ./web ]; };
    nixosConfigurations.box = nixpkgs.lib.nixosSystem { modules = [ ./configuration.nix ]; };
  };
}
`,
    );
    execFileSync('git', ['init', '--quiet', folder]);
    const open = await apply('laptop', '--yes');
    expect(open.error.what).to.contain('several machines: web, box');
    const { merge, next } = await apply('laptop', '--target-machine', 'web', '--yes');
    expect(merge.entry).to.equal(join(folder, 'web/default.nix'));
    expect(text('web/default.nix')).to.contain('imports = [ ./nixai/laptop.nix ];');
    expect(next[0]).to.equal(`git -C ${folder} add -N web/nixai/laptop.nix`);
  });

  it('never switches on what excludes something that is on', async () => {
    home.file('nixos/hardware.nix', '{ services.tlp.enable = true; }\n');
    const { error } = await apply('laptop', '--yes');
    expect(error.why).to.contain('services.tlp.enable = true');
    await apply('laptop', '--yes', '--resolve', 'mine');
    expect(text('nixai/laptop.nix')).not.to.contain('power-profiles-daemon.enable = true');
    expect(text('hardware.nix')).to.equal('{ services.tlp.enable = true; }\n');
  });

  it('needs a module that can be read, and says which', async () => {
    home.file('nixos/hardware.nix', '{ a = ; }\n');
    const { code } = await apply('development', '--yes');
    expect(code, 'an import that does not parse is not the entry').to.equal(0);
    home.file('nixos/configuration.nix', '{ a = ; }\n');
    expect((await apply('development', '--yes')).error.code).to.equal('merge-unreadable');
    const none = await apply('development', '--merge', '--output', join(folder, 'x.nix'), '--yes');
    expect([none.error.code, none.code]).to.deep.equal(['merge-unreadable', 5]);
    expect((await apply('flake', '--set', 'hostName=a', '--yes')).error.code).to.equal('usage');
  });
});
