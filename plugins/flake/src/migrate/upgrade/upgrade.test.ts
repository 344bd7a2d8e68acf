import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { upgrade } from './upgrade.js';

describe('channel-upgrade', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-upgrade-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const look = (to: string, from: string) => upgrade(folder, { to, from, channels: [] });

  it('renames what keeps its value, and nothing else of the file', () => {
    put(
      'configuration.nix',
      `{ pkgs, ... }: {
  services.logind.lidSwitch = "ignore"; # laptop
  services.openssh.banner = "hello";
  environment.systemPackages = with pkgs; [ _1password git ];
  system.stateVersion = "24.11";
}
`,
    );
    const { touched, changes } = look('26.05', '25.05');
    expect(touched.map(({ name, isMended }) => [name, isMended])).to.deep.equal([
      ['services.logind.lidSwitch', true],
      ['services.openssh.banner', true],
      ['_1password', true],
    ]);
    expect(changes.map(({ after }) => after)).to.deep.equal([
      `{ pkgs, ... }: {
  services.logind.settings.Login.HandleLidSwitch = "ignore"; # laptop
  services.openssh.settings.Banner = "hello";
  environment.systemPackages = with pkgs; [ _1password-cli git ];
  system.stateVersion = "24.11";
}
`,
    ]);
  });

  it('leaves a name that asks for another kind of value to a person', () => {
    put(
      'configuration.nix',
      '{ services.mongodb.initialRootPassword = "x"; services.homepage-dashboard.environmentFile = "/x"; }',
    );
    const { touched, changes } = look('26.05', '24.11');
    expect(touched.map(({ isMended }) => isMended)).to.deep.equal([false, false]);
    expect(changes).to.deep.equal([]);
  });

  it('tells of a default where the module is used and the option is left to it', () => {
    put('configuration.nix', '{ hardware.xone.enable = true; hardware.nvidia.open = true; }');
    const kinds = look('25.05', '24.11').touched.map(({ kind, message }) => [kind, message]);
    expect(kinds).to.deep.include([
      'changed-default',
      'hardware.nvidia.package has another default from 25.05 on, and is not set here',
    ]);
  });

  it('takes the branches of a flake along, and no other', () => {
    put(
      'flake.nix',
      `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";
  inputs.home-manager.url = "github:nix-community/home-manager/release-25.11";
  inputs.old.url = "github:NixOS/nixpkgs/nixos-25.05";
  outputs = _: { };
}
`,
    );
    const { inputs, from } = upgrade(folder, { to: '26.05', channels: [] });
    expect(from).to.equal('25.11');
    expect(inputs.map(({ to }) => to)).to.deep.equal([
      'github:NixOS/nixpkgs/nixos-26.05',
      'github:nix-community/home-manager/release-26.05',
    ]);
  });

  it('refuses to go back, and a release that there is not', () => {
    put('configuration.nix', '{ }');
    expect(() => look('25.05', '25.11')).to.throw(/does not come after/);
    expect(() => look('31.07', '25.11')).to.throw(/no release/);
    expect(() => upgrade(folder, { to: '26.05', channels: [] })).to.throw(/not in sight/);
  });

  it('says nothing of a configuration that no release touches', () => {
    put('configuration.nix', '{ services.nginx.enable = true; networking.hostName = "box"; }');
    expect(look('26.05', '25.11').touched).to.deep.equal([]);
  });
});
