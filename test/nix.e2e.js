import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { hasNix, nixConfig } from './support/nixStore.js';
import { root } from './support/packed.js';

function ran(program, argv, cwd = root, env = process.env) {
  return spawnSync(program, argv, {
    cwd,
    encoding: 'utf8',
    env: { ...env, NIX_CONFIG: nixConfig },
  });
}

/** What a program of Nix prints. */
function nix(program, ...argv) {
  const { status, stdout, stderr } = ran(program, argv);
  expect(status, stderr).to.equal(0);
  return stdout;
}

const nixFiles = readdirSync(join(root, 'nix'), { recursive: true })
  .filter((name) => name.endsWith('.nix'))
  .map((name) => join('nix', name));

describe('the Nix files of this repository', () => {
  before(function () {
    if (!hasNix) this.skip();
  });

  for (const file of ['flake.nix', ...nixFiles])
    it(`${file} parses`, () => nix('nix-instantiate', '--parse', file));

  describe('the flake (nixpkgs is a stub: nothing is fetched)', () => {
    const stub = `path:${join(root, 'test/fixtures/nixpkgs-stub')}`;
    let copy;
    // A copy, so that neither node_modules nor uncommitted files matter.
    before(() => {
      copy = mkdtempSync(join(tmpdir(), 'nixai-flake-'));
      for (const part of ['flake.nix', 'nix', 'core/cli/package.json', 'plugin-template'])
        cpSync(join(root, part), join(copy, part), { recursive: true });
      const flake = join(copy, 'flake.nix');
      const text = readFileSync(flake, 'utf8');
      writeFileSync(flake, text.replace('github:NixOS/nixpkgs/nixos-unstable', stub));
    });
    after(() => rmSync(copy, { recursive: true, force: true }));

    const valueOf = (output, apply) => {
      const words = ['eval', '--json', `path:${copy}#${output}`, '--apply', apply];
      return JSON.parse(nix('nix', ...words));
    };

    it('has outputs of the right shape, each of which can be instantiated', () => {
      nix('nix', 'flake', 'check', '--no-build', `path:${copy}`);
    });

    it('has the program alone, with all plugins, and with those that are named', () => {
      const phases = valueOf(
        'packages.x86_64-linux',
        'p: { alone = p.nixai.installPhase; full = p.nixai-full.installPhase; two = (p.nixai.withPlugins [ "health" "mcp" ]).installPhase; same = p.default.outPath == p.nixai-full.outPath; }',
      );
      const laidOut = (words) => `scripts/release/folder.js $out/lib/nixai ${words}\n`;
      expect(phases.same).to.equal(true);
      expect(phases.alone).to.contain(laidOut(''));
      expect(phases.two).to.contain(laidOut("'health' 'mcp'"));
      const plugins = readdirSync(join(root, 'plugins')).map((name) => `'${name}'`);
      expect(phases.full).to.contain(laidOut(plugins.sort().join(' ')));
    });

    it('says which plugins there are where one is named that is none', () => {
      const { status, stderr } = ran('nix', [
        ...['eval', `path:${copy}#legacyPackages.x86_64-linux.withPlugins`],
        ...['--apply', 'f: (f [ "healht" ]).name'],
      ]);
      expect(status).to.equal(1);
      expect(stderr).to.match(/nixai has no plugins healht: .*health, /);
    });

    it('has what nixpkgs asks of a package', () => {
      const { meta, updateScript, name } = valueOf(
        'packages.x86_64-linux.nixai',
        'p: { inherit (p) meta name; inherit (p.passthru) updateScript; }',
      );
      expect(meta).to.include({ mainProgram: 'nixai' });
      expect(meta.description)
        .to.match(/^[A-Z][^.]{10,80}$/)
        .and.not.match(/^(?:A|An|The) |nixai/i);
      expect(meta.license).to.deep.equal({ spdxId: 'MIT' });
      expect(meta.platforms).to.not.be.empty;
      expect(meta.maintainers).to.be.an('array');
      expect(updateScript).to.deep.equal(['nix-update']);
      expect(name).to.match(/^nixai-\d+\.\d+\.\d+$/);
    });

    it('starts a plugin', () => {
      const folder = join(copy, 'mine');
      mkdirSync(folder);
      const words = ['flake', 'init', '--template', `path:${copy}#plugin`];
      const { status, stderr } = ran('nix', words, folder);
      expect(status, stderr).to.equal(0);
      expect(readdirSync(folder)).to.include.members(['package.json', 'src', 'tsconfig.json']);
    });
  });

  it('the package installs the program with its plugins, manual pages and completions', () => {
    const given = `{ lib = import ${root}/test/fixtures/nixpkgs-stub/lib.nix; buildNpmPackage = f: f { }; installShellFiles = 1; nix-update-script = _: [ ]; nodejs_22.meta.platforms = [ ]; plugins = [ "health" ]; }`;
    const wanted = `let p = import ${root}/nix/package.nix ${given}; in { inherit (p) installPhase postInstall; }`;
    const phases = JSON.parse(
      nix('nix-instantiate', '--eval', '--strict', '--json', '--expr', wanted),
    );
    const work = mkdtempSync(join(tmpdir(), 'nixai-package-'));
    try {
      for (const part of ['scripts', 'core', 'node_modules', 'plugins'])
        symlinkSync(join(root, part), join(work, part));
      mkdirSync(join(work, 'tmp'));
      // What nixpkgs' setup and installShellFiles have, as far as they are asked.
      const script = `set -eu
runHook() { if [ "$1" = postInstall ]; then eval "$postInstall"; fi; }
installManPage() { mkdir -p $out/share/man/man1; cp "$@" $out/share/man/man1; }
installShellCompletion() { test -s "$4" -a -s "$6" -a -s "$8" && echo "$@"; }
${phases.installPhase}`;
      const out = join(work, 'out');
      const { status, stdout, stderr } = ran('bash', ['-c', script], work, {
        PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
        // No registry is there.
        npm_config_registry: 'http://127.0.0.1:3/',
        // Not where the packages of this checkout would be found.
        TMPDIR: join(work, 'tmp'),
        postInstall: phases.postInstall,
        out,
      });
      expect(status, stderr).to.equal(0);
      expect(stdout).to.contain('--cmd nixai --bash nixai.bash --zsh nixai.zsh --fish nixai.fish');
      const pages = readdirSync(join(out, 'share/man/man1'));
      expect(pages).to.include.members(['nixai.1', 'nixai-check.1', 'nixai-health.1']);
      expect(pages).to.not.include('nixai-mcp-server.1');
      const own = join(out, 'lib/nixai/node_modules/@nixai');
      expect(readdirSync(own).sort()).to.deep.equal(['api', 'options', 'plugin-health']);
      const home = { HOME: work, PATH: process.env.PATH };
      const plugins = ran(process.execPath, [join(out, 'bin/nixai'), 'plugins'], work, home);
      expect(plugins.stdout, plugins.stderr).to.contain('@nixai/plugin-health ');
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
});

describe("the hash of the package's dependencies", () => {
  it('is that of package-lock.json, which has the address of each', function () {
    const check = [join(root, 'scripts/nix/depsHash.js'), '--check'];
    const { status, stdout, stderr } = ran(process.execPath, check);
    expect(status, stderr).to.equal(0);
    // Of other systems npm has nothing here, until `npm run deps-hash` has got it.
    if (stdout.startsWith('not computed'))
      console.log(`      the mark of the lock alone: ${stdout.trim()}`);
  });
});
