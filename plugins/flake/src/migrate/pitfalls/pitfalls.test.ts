import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readFlake } from '../../read/flake.js';
import type { Channel } from '../channels/channels.js';
import { sourceFile, type Configuration } from '../read/configuration.js';
import { findingsIn } from './index.js';
import type { Look } from './pitfall.js';

const folder = mkdtempSync(join(tmpdir(), 'nixai-pitfalls-'));

/** The rules that find something in a configuration of one file. */
function found(
  text: string,
  more: Partial<Look> & { readonly flakeText?: string; readonly role?: 'nixos' | 'home' } = {},
): readonly string[] {
  const { flakeText, role = 'nixos', ...look } = more;
  const file = sourceFile('configuration.nix', text, role);
  const flake = flakeText === undefined ? undefined : sourceFile('flake.nix', flakeText, 'other');
  writeFileSync(join(folder, 'configuration.nix'), text);
  const configuration: Configuration = {
    folder,
    entries: [file.path],
    files: flake === undefined ? [file] : [flake, file],
    outside: [],
  };
  return findingsIn({
    configuration,
    flake: flakeText === undefined ? undefined : readFlake(flakeText, { system: 'x86_64-linux' }),
    channels: [],
    isTracked: () => undefined,
    names: [],
    textOf: () => undefined,
    ...look,
  }).map(({ rule }) => rule);
}

const channel = (name: string, url: string): Channel => ({ name, url, of: 'root' });

/** Each pitfall with what shows it, and what is near it and is none. */
const cases: readonly {
  readonly rule: string;
  readonly shows: () => readonly string[];
  readonly is: () => readonly string[];
}[] = [
  {
    rule: 'nix-path-dead-channel',
    shows: () =>
      found('{ nix.nixPath = [ "nixpkgs=/nix/var/nix/profiles/per-user/root/channels/nixos" ]; }'),
    is: () => found('{ inputs, ... }: { nix.nixPath = [ "nixpkgs=${inputs.nixpkgs}" ]; }'),
  },
  {
    rule: 'nix-path-twice',
    shows: () => found('{ nix.nixPath = [ "a=/b" ]; nix.settings.nix-path = [ "c=/d" ]; }'),
    is: () =>
      found(
        '{ config, ... }: { nix.nixPath = [ "a=/b" ]; nix.settings.nix-path = config.nix.nixPath; }',
      ),
  },
  {
    rule: 'command-not-found',
    shows: () => found('{ programs.command-not-found.enable = true; }'),
    is: () =>
      found('{ programs.command-not-found = { enable = true; dbPath = ./programs.sqlite; }; }'),
  },
  {
    rule: 'registry-path',
    shows: () =>
      found('{ nix.registry.nixpkgs.to = { type = "path"; path = "/home/ada/nixpkgs"; }; }'),
    is: () => found('{ inputs, ... }: { nix.registry.nixpkgs.flake = inputs.nixpkgs; }'),
  },
  {
    rule: 'search-path',
    shows: () => found('{ imports = [ <nixos-hardware/lenovo/thinkpad/x220> ]; }'),
    is: () => found('{ pkgs ? import <nixpkgs> { } }: { }'),
  },
  {
    rule: 'impure-fetch',
    shows: () => found('{ x = builtins.fetchTarball "https://example.org/x.tar.gz"; }'),
    is: () =>
      found(
        `{ x = builtins.fetchTarball { url = "https://example.org/x.tar.gz"; sha256 = "0"; };
           y = src: if builtins.isPath src && builtins ? currentSystem then builtins.storePath src else src; }`,
      ),
  },
  {
    rule: 'old-home',
    shows: () => found('{ home.stateVersion = "20.03"; }', { role: 'home' }),
    is: () => found('{ home.stateVersion = "20.09"; }', { role: 'home' }),
  },
  {
    rule: 'host-name',
    shows: () => found('{ networking.hostName = "box"; }', { flakeText: machine('web') }),
    is: () => found('{ networking.hostName = "web"; }', { flakeText: machine('web') }),
  },
  {
    rule: 'untracked-file',
    shows: () => found('{ }', { isTracked: (path) => path !== 'configuration.nix' }),
    is: () => found('{ }', { isTracked: () => true }),
  },
  {
    rule: 'home-manager-release',
    shows: () =>
      found('{ }', {
        channels: [
          channel('nixos', 'https://nixos.org/channels/nixos-25.11'),
          channel(
            'home-manager',
            'https://github.com/nix-community/home-manager/archive/master.tar.gz',
          ),
        ],
      }),
    is: () =>
      found('{ }', {
        channels: [
          channel('nixos', 'https://nixos.org/channels/nixos-25.11'),
          channel(
            'home-manager',
            'https://github.com/nix-community/home-manager/archive/release-25.11.tar.gz',
          ),
        ],
      }),
  },
  {
    rule: 'inputs-in-imports',
    shows: () =>
      found('{ inputs, ... }: { imports = [ inputs.x.nixosModules.y ]; }', {
        flakeText:
          '{ outputs = { nixpkgs, ... }@inputs: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { modules = [ ./configuration.nix { _module.args.inputs = inputs; } ]; }; }; }',
      }),
    is: () =>
      found('{ inputs, ... }: { imports = [ inputs.x.nixosModules.y ]; }', {
        flakeText:
          '{ outputs = { nixpkgs, ... }@inputs: { nixosConfigurations.a = nixpkgs.lib.nixosSystem { specialArgs = { inherit inputs; }; modules = [ ./configuration.nix ]; }; }; }',
      }),
  },
  {
    rule: 'secret-by-path',
    shows: () => found('{ services.x.passwordFile = /run/secrets/x; }'),
    is: () => found('{ services.x.passwordFile = "/run/secrets/x"; }'),
  },
  {
    rule: 'state-version',
    shows: () => found('{ config, ... }: { system.stateVersion = config.system.nixos.release; }'),
    is: () => found('{ system.stateVersion = "23.11"; }'),
  },
  {
    rule: 'nix-index',
    shows: () => found('{ programs.nix-index.enable = true; nix.channel.enable = false; }'),
    is: () =>
      found(
        '{ inputs, ... }: { programs.nix-index.enable = true; nix.channel.enable = false; nix.nixPath = [ "nixpkgs=${inputs.nixpkgs}" ]; }',
      ),
  },
  {
    rule: 'secrets-in-folder',
    shows: () => found('{ }', { names: ['configuration.nix', 'wg/private.key'] }),
    is: () => found('{ }', { names: ['configuration.nix', 'keys/ada.pub', 'secrets/x.age'] }),
  },
];

const machine = (name: string) =>
  `{ outputs = { nixpkgs, ... }: { nixosConfigurations.${name} = nixpkgs.lib.nixosSystem { modules = [ ./configuration.nix ]; }; }; }`;

describe('pitfalls of a move to flakes', () => {
  for (const { rule, shows, is } of cases)
    it(`${rule}: is told where it is, and not beside it`, () => {
      expect(shows()).to.include(rule);
      expect(is()).to.deep.equal([]);
    });

  after(() => rmSync(folder, { recursive: true }));

  for (const [what, text] of [
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n'],
    ['what sops has encrypted', '{ "data": "ENC[AES256_GCM,data:x,type:str]", "sops": {} }'],
    ['what git-crypt has encrypted', '\0GITCRYPT\0abc'],
    ['users without passwords', 'root:x:0:0:root:/root:/bin/ash\n'],
    ['nothing', '\n'],
  ] as const)
    it(`secrets-in-folder: is not told of ${what}, whatever it is called`, () => {
      const look = { names: ['keys/a.pem', 'etc/passwd', 'vars/secret'], textOf: () => text };
      expect(found('{ }', look)).to.deep.equal([]);
    });

  it('secrets-in-folder: is told of a key behind its certificate', () => {
    const text = '-----BEGIN CERTIFICATE-----\nMII\n-----BEGIN PRIVATE KEY-----\nMII\n';
    expect(found('{ }', { names: ['a.pem'], textOf: () => text })).to.deep.equal([
      'secrets-in-folder',
    ]);
  });

  it('foreign-repository: is told where git is of somebody else', function () {
    if (process.getuid?.() !== 0) this.skip();
    mkdirSync(join(folder, '.git'));
    expect(found('{ }')).to.deep.equal([]);
    chownSync(join(folder, '.git'), 1234, 1234);
    expect(found('{ }')).to.deep.equal(['foreign-repository']);
    rmSync(join(folder, '.git'), { recursive: true });
  });

  it('state-version: tells of one that is newer than what runs', () => {
    const channels = [channel('nixos', 'https://nixos.org/channels/nixos-25.05')];
    expect(found('{ system.stateVersion = "25.11"; }', { channels })).to.deep.equal([
      'state-version',
    ]);
    expect(found('{ system.stateVersion = "25.05"; }', { channels })).to.deep.equal([]);
  });
});
