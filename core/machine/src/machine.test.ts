import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Host } from '@nixai/api';
import { readMachine } from './machine.js';

const host = {} as Host;

describe('readMachine', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nixai-machine-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = (name: string, text: string) => writeFile(join(folder, name), text);

  it('reads the release of a flake from its lock, and the hosts', async () => {
    await write(
      'flake.nix',
      '{ outputs = { nixpkgs, ... }: { nixosConfigurations.tower = nixpkgs.lib.nixosSystem { modules = [ ]; }; }; }',
    );
    const lock = {
      root: 'root',
      nodes: {
        root: { inputs: { nixpkgs: 'nixpkgs_2' } },
        nixpkgs_2: { original: { ref: 'nixos-24.11' } },
      },
    };
    await write('flake.lock', JSON.stringify(lock));
    await write('configuration.nix', '{ system.stateVersion = "23.05"; }');
    const { facts } = await readMachine(folder, host);
    expect(facts).to.deep.equal({
      folder,
      kind: 'flake',
      release: '24.11',
      releaseFrom: 'flake.lock',
      stateVersion: '23.05',
      hosts: ['tower'],
    });
  });

  it('reads what stands there, not what is commented out or said in a text', async () => {
    await write(
      'configuration.nix',
      `{ lib, ... }:
{
  # system.stateVersion = "20.03";
  /* system.stateVersion = "20.09"; */
  environment.etc.note.text = ''
    system.stateVersion = "21.05";
  '';
  system = {
    stateVersion = lib.mkDefault "24.11"; # Did you read the comment?
  };
  home-manager.users.me = { ... }: { home.stateVersion = "23.05"; };
}`,
    );
    expect((await readMachine(folder, host)).facts.stateVersion).to.equal('24.11');
  });

  it('names no state version where the machines of a folder differ', async () => {
    await mkdir(join(folder, 'hosts'));
    await write('hosts/a.nix', '{ system.stateVersion = "23.05"; }');
    await write('hosts/b.nix', '{ config.system.stateVersion = "24.11"; }');
    expect((await readMachine(folder, host)).facts.stateVersion).to.equal(undefined);
  });

  it('reads the inputs of a flake and what they are locked to', async () => {
    await write(
      'flake.nix',
      `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.05";
  inputs = {
    # old.url = "github:a/old";
    home-manager = { url = "github:nix-community/home-manager"; inputs.nixpkgs.follows = "nixpkgs"; };
    data = { url = "path:./data"; flake = false; };
  };
  outputs = { self, nixpkgs, ... }@inputs:
    let names = [ "web" "db" ]; in {
      nixosConfigurations = nixpkgs.lib.genAttrs names (name: nixpkgs.lib.nixosSystem {
        modules = [ { system.stateVersion = "25.05"; } ];
      }) // { "big host" = null; };
      homeConfigurations."me@web" = null;
    };
}`,
    );
    const locked = { type: 'github', owner: 'NixOS', repo: 'nixpkgs', rev: 'abc', lastModified: 0 };
    const nodes = {
      root: {
        inputs: { nixpkgs: 'nixpkgs_2', 'home-manager': 'hm', same: ['home-manager', 'nixpkgs'] },
      },
      hm: { inputs: { nixpkgs: 'nixpkgs_2' }, locked: { type: 'github' } },
      nixpkgs_2: { original: { ref: 'nixos-25.05' }, locked },
    };
    await write('flake.lock', JSON.stringify({ root: 'root', nodes }));
    const { facts, flake } = await readMachine(folder, host);
    expect(facts).to.include({ release: '25.05', stateVersion: '25.05' });
    expect(facts.hosts).to.deep.equal(['web', 'db', 'big host']);
    expect(flake?.homes).to.deep.equal(['me@web']);
    expect(flake?.inputs).to.deep.equal([
      { name: 'nixpkgs', url: 'github:NixOS/nixpkgs/nixos-25.05', follows: {}, flake: true },
      {
        name: 'home-manager',
        url: 'github:nix-community/home-manager',
        follows: { nixpkgs: 'nixpkgs' },
        flake: true,
      },
      { name: 'data', url: 'path:./data', follows: {}, flake: false },
    ]);
    const nixpkgs = {
      type: 'github',
      repository: 'NixOS/nixpkgs',
      ref: 'nixos-25.05',
      rev: 'abc',
      date: '1970-01-01T00:00:00.000Z',
    };
    expect(flake?.locked.map(({ name }) => name)).to.deep.equal([
      'nixpkgs',
      'home-manager',
      'same',
    ]);
    expect(flake?.locked[0]).to.deep.equal({ name: 'nixpkgs', ...nixpkgs });
    expect(flake?.locked[2]).to.deep.equal({ name: 'same', ...nixpkgs });
  });

  it('takes the release of flake.nix where there is no lock, and none of a comment', async () => {
    await write(
      'flake.nix',
      `{ # github:NixOS/nixpkgs/nixos-20.03
  inputs.nixpkgs.url = "github:nixos/nixpkgs/nixos-unstable"; outputs = _: { }; }`,
    );
    await write('flake.lock', '{ broken');
    const { facts } = await readMachine(folder, host);
    expect(facts).to.include({ release: 'unstable', releaseFrom: 'flake.nix' });
  });

  it('does not take the state version for the release', async () => {
    await write('configuration.nix', '{ system.stateVersion = "23.05"; }');
    const { facts } = await readMachine(folder, host);
    expect(facts).to.include({ kind: 'channels', release: undefined, stateVersion: '23.05' });
  });

  it('reads nested files, but follows no link and no git folder', async () => {
    await mkdir(join(folder, 'hosts'));
    await mkdir(join(folder, '.git'));
    await write('hosts/a.nix', '{ }');
    await write('.git/b.nix', '{ }');
    await write('secrets.yaml', 'x');
    await symlink('/etc', join(folder, 'etc'));
    const { files } = await readMachine(folder, host);
    expect(files.map(({ name }) => name)).to.deep.equal([join(folder, 'hosts/a.nix')]);
  });

  it('says what is wrong with a folder that is none', async () => {
    const failure = await readMachine(join(folder, 'nowhere'), host).catch(
      (error: unknown) => error,
    );
    expect(failure).to.include({ code: 'nixos-path-invalid', exitCode: 2 });
  });
});
