// Moving from channels to flakes and back, as a person does it: what is written is held to Nix, what is
// rolled back to every byte, mode and link. Kills on the way: test/trust/crashes.e2e.js.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { homeManagerFiles, nixpkgsFiles } from './support/nixosStub.js';
import { storeIn } from './support/nixStore.js';
import { root } from './support/packed.js';
import { snapshot } from './support/snapshot.js';

const plugin = join(root, 'plugins/flake');
const validators = new Ajv({ allErrors: true, allowUnionTypes: true });

const configuration = `# My machine: keep this line.
{ config, pkgs, ... }:

let
  unstable = import <nixos-unstable> { config = config.nixpkgs.config; };
in
{
  imports = [
    ./hardware-configuration.nix
    <home-manager/nixos>
    <nixpkgs/nixos/modules/profiles/headless.nix>
    ./users.nix
  ];
  networking.hostName = "box";
  environment.systemPackages = [ unstable.hello pkgs.git ];
  home-manager.users.ada = import ./home.nix;
  system.stateVersion = "23.11";   # never change this
}
`;
const files = {
  'configuration.nix': configuration,
  'hardware-configuration.nix':
    '# Do not modify this file!\n{ lib, modulesPath, ... }: {\n  imports = [ (modulesPath + "/installer/scan/not-detected.nix") ];\n  nixpkgs.hostPlatform = lib.mkDefault "x86_64-linux";\n}\n',
  'users.nix': '{ users.users.ada.isNormalUser = true; }\n',
  'home.nix':
    '{ pkgs, ... }: { home.stateVersion = "23.11"; home.packages = [ (import <nixpkgs> { }).hello ]; }\n',
};

describe('migrate', function () {
  this.timeout(300_000);
  let home;
  let env;
  before(async function () {
    home = createHome({ NIXAI_OFFLINE: '1' });
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
    for (const name of ['nixos', 'nixos-unstable']) putAll(`channels/${name}`, nixpkgsFiles);
    putAll('channels/home-manager', homeManagerFiles);
    env = storeIn(home.path);
  });
  after(() => home?.remove());

  const path = (...names) => join(home.path, ...names);
  function put(name, text) {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  }
  function putAll(folder, given) {
    for (const [name, text] of Object.entries(given)) put(`${folder}/${name}`, text);
  }
  const channels = () =>
    ['nixos', 'nixos-unstable', 'home-manager'].flatMap((name) => [
      '--channel',
      `${name}=file://${path('channels', name)}`,
    ]);
  async function json(name, argv, more = {}) {
    const { code, stdout, stderr } = await home.nixai(['migrate', name, ...argv, '--json'], {
      env,
      ...more,
    });
    expect(stdout, stderr).not.to.equal('');
    const value = JSON.parse(stdout);
    const schema = JSON.parse(readFileSync(join(plugin, `schemas/migrate-${name}.json`), 'utf8'));
    if (!('error' in value)) {
      const validate = validators.compile(schema);
      expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
    }
    return { ...value, code };
  }
  function machine(folder) {
    putAll(folder, files);
    put(`${folder}/notes/todo.txt`, 'buy milk\n');
    chmodSync(path(folder, 'users.nix'), 0o640);
    chmodSync(path(folder, 'notes'), 0o750);
    symlinkSync('notes/todo.txt', path(folder, 'todo'));
    return snapshot(path(folder));
  }
  const nix = (...argv) =>
    execFileSync('nix', argv, {
      env: { ...process.env, ...env, HOME: home.path },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('says what moving takes, and writes nothing', async () => {
    const before = machine('looked');
    const found = await json('analyze', ['looked', ...channels()]);
    expect(found.inputs.map(({ name, origin }) => [name, origin])).to.deep.equal([
      ['nixpkgs', 'channel'],
      ['nixos-unstable', 'channel'],
      ['home-manager', 'channel'],
    ]);
    expect(found.sites.map(({ text, state }) => [text, state])).to.deep.equal([
      ['<nixos-unstable>', 'mended'],
      ['<home-manager/nixos>', 'mended'],
      ['<nixpkgs/nixos/modules/profiles/headless.nix>', 'mended'],
      ['<nixpkgs>', 'mended'],
    ]);
    expect(found.changes).to.deep.equal(['configuration.nix', 'home.nix']);
    expect(snapshot(path('looked'))).to.deep.equal(before);
  });

  it('makes a flake that is the same system, and has it all back to the byte', async () => {
    const before = machine('box');
    const made = await json('to-flakes', ['box', ...channels(), '--yes']);
    expect(made, JSON.stringify(made.error)).to.include({ written: true, code: 0 });
    expect(made.proofs).to.deep.equal([{ system: 'box', outcome: 'same', differences: [] }]);
    expect(made.changes).to.deep.equal(['flake.nix', 'configuration.nix', 'home.nix']);
    expect(readFileSync(path('box/hardware-configuration.nix'), 'utf8')).to.equal(
      files['hardware-configuration.nix'],
    );
    expect(readFileSync(path('box/configuration.nix'), 'utf8'))
      .to.contain('# My machine: keep this line.')
      .and.to.contain('system.stateVersion = "23.11";   # never change this');
    const name = `path:${path('box')}#nixosConfigurations.box.config.networking.hostName`;
    expect(nix('eval', '--raw', name)).to.equal('box');
    expect((await json('analyze', ['box'])).findings.map(({ rule }) => rule)).to.deep.equal([]);
    const listed = await json('list', []);
    expect(listed.migrations[0]).to.include({ id: made.backup, about: 'to-flakes' });
    expect(listed.migrations[0].equal).to.be.below(listed.migrations[0].entries);
    // Since then Nix has made the lock, and somebody has changed modes, a link and a file.
    expect(lstatSync(path('box/flake.lock')).isFile()).to.equal(true);
    chmodSync(path('box/users.nix'), 0o600);
    rmSync(path('box/todo'));
    put('box/users.nix', '{ }\n');
    const back = await json('rollback', [made.backup, '--yes']);
    expect(back).to.include({ written: true, code: 0 });
    expect(back.equal).to.equal(back.entries);
    expect(back.changedSince).to.deep.equal(['users.nix']);
    expect(snapshot(path('box'))).to.deep.equal(before);
  });

  it('names what stands in the way, and writes nothing then', async () => {
    putAll('blocked', {
      ...files,
      'configuration.nix':
        '{ pkgs, ... }: { imports = [ <mystery/nixos> ]; services.x.file = /run/secrets/x; y = builtins.getEnv "Y"; }',
    });
    const before = snapshot(path('blocked'));
    const refused = await json('to-flakes', ['blocked', ...channels(), '--yes']);
    expect(refused.error.code).to.equal('migrate-blocked');
    expect(refused.code).to.equal(5);
    expect(snapshot(path('blocked'))).to.deep.equal(before);
    const looked = await json('to-flakes', ['blocked', ...channels(), '--dry-run']);
    expect(looked.code).to.equal(5);
    expect(looked.blocked.map(({ text }) => text)).to.deep.equal([
      '<mystery/nixos>',
      '/run/secrets/x',
      'builtins.getEnv',
    ]);
  });

  it('writes nothing where Nix does not take the flake, and shows where it is another system', async () => {
    putAll('refused', {
      ...files,
      'configuration.nix':
        '{ pkgs, ... }: { imports = [ ./hardware-configuration.nix ]; x = (import <nixpkgs> { }).nothing or "no"; y = builtins.currentSystem or (throw "no system"); }',
    });
    const refused = await json('to-flakes', ['refused', ...channels(), '--yes']);
    expect(refused.error.code).to.equal('migrate-refused');
    expect(refused.error.why).to.contain('no system');
    putAll('other', {
      ...files,
      'configuration.nix':
        '{ pkgs, ... }: { imports = [ ./hardware-configuration.nix ]; system.nixos.version = if builtins ? currentSystem then "1" else "2"; }',
    });
    const other = await json('to-flakes', ['other', ...channels(), '--yes']);
    expect(other.proofs[0].outcome).to.equal('differs');
    expect(other.proofs[0].differences).to.include('version: 1 becomes 2');
  });
});
