// Flakes as their users have them: what is written, mended and read is held to Nix itself.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { storeIn } from './support/nixStore.js';
import { root } from './support/packed.js';

const plugin = join(root, 'plugins/flake');
const validators = new Ajv({ allErrors: true, allowUnionTypes: true });

/** As much of nixpkgs as a flake that is written here asks for. */
const stub = `{
  outputs = { self }: let
    systems = [ "x86_64-linux" "aarch64-linux" "x86_64-darwin" "aarch64-darwin" ];
    genAttrs = names: f: builtins.listToAttrs (map (name: { inherit name; value = f name; }) names);
    build = system: name: derivation { inherit name system; builder = "/bin/sh"; };
  in {
    lib = { inherit genAttrs; };
    legacyPackages = genAttrs systems (system: {
      stdenv.hostPlatform = { inherit system; };
      mkShell = given: build system "shell";
      callPackage = file: given: build system "package";
      nixfmt-tree = build system "nixfmt-tree";
      hello = build system "hello";
      go = build system "go";
      gopls = build system "gopls";
    });
  };
}
`;

describe('flake', function () {
  this.timeout(120_000);
  let home;
  let env;
  before(async function () {
    home = createHome({ NIXAI_OFFLINE: '1' });
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
    put('nixpkgs/flake.nix', stub);
    put(
      'nixpkgs/shell.nix',
      'derivation { name = "s"; system = "x86_64-linux"; builder = "/bin/sh"; }',
    );
    env = {
      ...process.env,
      HOME: home.path,
      ...storeIn(home.path),
    };
  });
  after(() => home?.remove());

  const path = (...names) => join(home.path, ...names);
  function put(name, text) {
    mkdirSync(join(path(name), '..'), { recursive: true });
    writeFileSync(path(name), text);
  }
  async function json(name, ...argv) {
    const { code, stdout, stderr } = await home.nixai(['flake', name, ...argv, '--json']);
    expect(stdout, stderr).not.to.equal('');
    const value = JSON.parse(stdout);
    const schema = JSON.parse(readFileSync(join(plugin, `schemas/flake-${name}.json`), 'utf8'));
    const validate = validators.compile(schema);
    if (!('error' in value))
      expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
    return { ...value, code };
  }
  const nix = (...argv) =>
    execFileSync('nix', argv, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const show = (folder) =>
    JSON.parse(
      nix(
        'flake',
        'show',
        '--json',
        `path:${path(folder)}`,
        '--override-input',
        'nixpkgs',
        `path:${path('nixpkgs')}`,
        '--no-write-lock-file',
      ),
    );

  it('writes one that Nix shows, with what the project needs', async () => {
    put('tool/go.mod', 'module x\n');
    put('tool/package.nix', '{ }: { }\n');
    const created = await json(
      'create',
      'tool',
      '--analyze',
      '--desc',
      'A "tool" with ${x}',
      '--yes',
    );
    expect(created).to.include({ written: true });
    expect(created.tools).to.deep.equal(['go', 'gopls']);
    const shown = show('tool');
    for (const kind of ['packages', 'devShells'])
      expect(Object.keys(shown[kind])).to.include.members(['x86_64-linux', 'aarch64-darwin']);
    expect(shown.formatter['x86_64-linux'].name).to.equal('nixfmt-tree');
    expect((await json('fix', 'tool')).findings).to.deep.equal([]);
    expect((await home.nixai(['undo', created.undo, '--yes'])).code).to.equal(0);
    expect(existsSync(path('tool/flake.nix'))).to.equal(false);
  });

  it('packages the project where package-repo is installed', async () => {
    const linked = await home.nixai(['plugins', 'link', join(root, 'plugins/package-repo')]);
    expect(linked.code, linked.stderr).to.equal(0);
    put('crate/Cargo.toml', '[package]\nname = "crate"\nversion = "0.3.0"\n');
    put('crate/Cargo.lock', 'version = 3\n[[package]]\nname = "crate"\nversion = "0.3.0"\n');
    put('crate/src/main.rs', 'fn main() {}\n');
    const created = await json('create', 'crate', '--analyze', '--yes');
    expect(created.package.about).to.equal('crate 0.3.0 (rust)');
    expect(readFileSync(path('crate/package.nix'), 'utf8')).to.contain('cargoLock.lockFile');
    expect(created.content).to.contain('pkgs.callPackage ./package.nix { }');
    expect((await json('fix', 'crate')).findings).to.deep.equal([]);
    expect((await home.nixai(['undo', created.undo, '--yes'])).code).to.equal(0);
    expect(existsSync(path('crate/package.nix'))).to.equal(false);
    put('empty/notes.txt', 'nothing\n');
    const none = await json('create', 'empty', '--analyze', '--dry-run');
    expect(none).not.to.have.property('package');
    await home.nixai(['plugins', 'uninstall', '@nixai/plugin-package-repo']);
  });

  it('writes one with flake-parts that Nix parses, and replaces none unasked', async () => {
    const { content } = await json('create', 'parts', '--style', 'parts', '--dry-run');
    put('parts.nix', content);
    execFileSync('nix-instantiate', ['--parse', path('parts.nix')], { env, stdio: 'ignore' });
    put('there/flake.nix', '{ }');
    expect((await json('create', 'there', '--yes')).error.code).to.equal('file-exists');
    expect(readFileSync(path('there/flake.nix'), 'utf8')).to.equal('{ }');
  });

  it('mends what Nix refuses, so that Nix takes it', async () => {
    put(
      'broken/flake.nix',
      `let
  name = "hello";
in {
  inputs = {
    inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  };
  outputs = { self, nixpkgs }: {
    devShell.x86_64-linux = import <nixpkgs/shell.nix>;
    defaultPackage.x86_64-linux = nixpkgs.legacyPackages.x86_64-linux.\${name};
  };
}
`,
    );
    expect(() => show('broken')).to.throw(/must be an attribute set/);
    const looked = await json('fix', 'broken');
    expect(looked).to.include({ changed: true, written: false, code: 1 });
    expect(readFileSync(path('broken/flake.nix'), 'utf8')).to.contain('let\n  name');
    const fixed = await json('fix', 'broken', '--write', '--yes');
    expect(fixed).to.include({ written: true, code: 0 });
    expect(fixed.findings.map(({ rule }) => rule)).to.include.members([
      'top-level-let',
      'misplaced-input',
      'search-path',
      'deprecated-output',
    ]);
    expect(Object.keys(show('broken').packages['x86_64-linux'])).to.deep.equal(['default']);
    expect((await json('fix', 'broken', '--write', '--yes')).changed).to.equal(false);
  });

  it('reads a lock as Nix does', async () => {
    put('a/flake.nix', '{ outputs = { self }: { }; }');
    put('b/flake.nix', `{ inputs.a.url = "path:${path('a')}"; outputs = { self, a }: { }; }`);
    put(
      'locked/flake.nix',
      `{ inputs.a.url = "path:${path('a')}"; inputs.b.url = "path:${path('b')}"; outputs = { self, a, b }: { }; }`,
    );
    nix('flake', 'lock', `path:${path('locked')}`);
    const metadata = JSON.parse(nix('flake', 'metadata', '--json', `path:${path('locked')}`));
    const { nodes } = metadata.locks;
    const explained = await json('explain', 'locked');
    expect(explained.lock.nodes).to.equal(Object.keys(nodes).length - 1);
    expect(explained.inputs.map(({ name }) => name)).to.deep.equal(['a', 'b']);
    for (const { name, locked } of explained.inputs)
      expect(locked.days).to.equal(
        Math.floor((Date.now() / 1000 - nodes[name].locked.lastModified) / 86_400),
      );
    const { facts, code } = await json('check-lock', 'locked');
    expect(facts.map(({ rule }) => rule)).to.have.members([
      'absolute-path',
      'absolute-path',
      'absolute-path',
      'duplicate',
    ]);
    expect(code).to.equal(1);
    const deduped = await json('dedup', 'locked', '--write', '--yes');
    expect(deduped.savings.map(({ input, follows }) => [input, follows])).to.deep.equal([
      ['b/a', 'a'],
    ]);
    nix('flake', 'lock', `path:${path('locked')}`);
    expect((await json('explain', 'locked')).lock.nodes).to.equal(2);
  });

  it('tells of a file that git does not have, and of what can not be read', async () => {
    put('site/flake.nix', '{ outputs = { self }: { lib.a = import ./a.nix; }; }');
    put('site/a.nix', '1');
    execFileSync('git', ['init', '-q', path('site')], { env });
    execFileSync('git', ['-C', path('site'), 'add', 'flake.nix'], { env });
    const { findings } = await json('fix', 'site');
    expect(findings.map(({ hint }) => hint)).to.deep.equal(['git add -N a.nix']);
    expect((await json('fix', 'nowhere')).error.code).to.equal('flake-unreadable');
    expect((await json('check-lock', 'site')).error.code).to.equal('flake-lock-missing');
    put('half/flake.nix', '{ outputs = ');
    expect((await json('fix', 'half')).findings[0].rule).to.equal('syntax');
  });

  it('says what to update, by the calendar', async () => {
    const node = (ref) => ({
      locked: {
        type: 'github',
        owner: 'NixOS',
        repo: 'nixpkgs',
        rev: 'a',
        narHash: 'x',
        lastModified: 1_700_000_000,
      },
      original: { type: 'github', owner: 'NixOS', repo: 'nixpkgs', ref },
    });
    put(
      'old/flake.nix',
      '{ inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-24.05"; inputs.u.url = "github:NixOS/nixpkgs/nixos-unstable"; outputs = _: { }; }',
    );
    put(
      'old/flake.lock',
      JSON.stringify({
        version: 7,
        root: 'root',
        nodes: {
          root: { inputs: { nixpkgs: 'n', u: 'u' } },
          n: node('nixos-24.05'),
          u: node('nixos-unstable'),
        },
      }),
    );
    const { inputs } = await json('update-plan', 'old');
    expect(inputs.map(({ state }) => state)).to.deep.equal(['end-of-life', 'old']);
    expect(inputs[0].line).to.match(
      /^nixpkgs\.url = "github:NixOS\/nixpkgs\/nixos-\d\d\.(05|11)";$/,
    );
    expect(inputs[1].command).to.equal('nix flake update u');
  });
});
