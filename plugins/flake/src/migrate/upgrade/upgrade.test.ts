import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { DocsEngine } from '@nixai/api';
import { upgrade } from './upgrade.js';

describe('channel-upgrade', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-upgrade-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  /** Knows what the handbook knows of two old names. */
  const docs: Pick<DocsEngine, 'option'> = {
    option: (name) =>
      Promise.resolve(
        name === 'sound.enable'
          ? { outcome: 'removed', since: '24.11', note: '' }
          : name === 'fonts.fonts'
            ? { outcome: 'renamed', since: '23.11', to: ['fonts.packages'] }
            : { outcome: 'unknown', nearest: [] },
      ),
  };
  const look = (to: string, from: string) => upgrade(folder, { to, from, channels: [], docs });

  it('renames what keeps its value, and nothing else of the file', async () => {
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
    const { touched, changes } = await look('26.05', '25.05');
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

  it('leaves a name that asks for another kind of value to a person', async () => {
    put(
      'configuration.nix',
      '{ services.mongodb.initialRootPassword = "x"; services.homepage-dashboard.environmentFile = "/x"; }',
    );
    const { touched, changes } = await look('26.05', '24.11');
    expect(touched.map(({ isMended }) => isMended)).to.deep.equal([false, false]);
    expect(changes).to.deep.equal([]);
  });

  it('tells of a default where the module is used and the option is left to it', async () => {
    put('configuration.nix', '{ hardware.xone.enable = true; hardware.nvidia.open = true; }');
    const { touched } = await look('25.05', '24.11');
    const kinds = touched.map(({ kind, message }) => [kind, message]);
    expect(kinds).to.deep.include([
      'changed-default',
      'hardware.nvidia.package has another default from 25.05 on, and is not set here',
    ]);
  });

  it('takes the branches of a flake along, and no other', async () => {
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
    const { inputs, from } = await upgrade(folder, { to: '26.05', channels: [], docs });
    expect(from).to.equal('25.11');
    expect(inputs.map(({ to }) => to)).to.deep.equal([
      'github:NixOS/nixpkgs/nixos-26.05',
      'github:nix-community/home-manager/release-26.05',
    ]);
  });

  it('refuses to go back, and a release that there is not', async () => {
    put('configuration.nix', '{ }');
    const failure = (tried: Promise<unknown>) =>
      tried.then(
        () => '',
        (error: Error) => error.message,
      );
    expect(await failure(look('25.05', '25.11'))).to.match(/does not come after/);
    expect(await failure(look('31.07', '25.11'))).to.match(/no release/);
    const unsaid = upgrade(folder, { to: '26.05', channels: [], docs });
    expect(await failure(unsaid)).to.match(/not in sight/);
  });

  it('finds names from before its facts begin, and says it as a sentence', async () => {
    put('configuration.nix', '{ sound.enable = true; fonts.fonts = [ ]; }');
    const { touched, notes } = await look('26.05', '24.05');
    expect(touched.map(({ name, release, kind }) => [name, release, kind])).to.deep.equal([
      ['sound.enable', '24.11', 'removed'],
      ['fonts.fonts', '23.11', 'renamed'],
    ]);
    expect(touched[1]?.message).to.equal('fonts.fonts is fonts.packages from 23.11 on');
    expect(notes[0]).to.match(/^between them lie 24\.11, 25\.05 and 25\.11: /);
    const one = await look('26.05', '25.05');
    expect(one.notes[0]).to.match(/^between them lies 25\.11: /);
  });

  it('says nothing of a configuration that no release touches', async () => {
    put('configuration.nix', '{ services.nginx.enable = true; networking.hostName = "box"; }');
    expect((await look('26.05', '25.11')).touched).to.deep.equal([]);
  });
});
