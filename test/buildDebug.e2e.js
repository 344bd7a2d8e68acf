// `build debug`: the shell in which a build failed, by real Nix.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { createStore, hasNix } from './support/nixStore.js';
import { root } from './support/packed.js';
import { hasTerminal, openTerminal } from './support/terminal.js';

const plain = `derivation { name = "bad-1"; system = builtins.currentSystem; PATH = "/usr/bin:/bin";
  FLAVOUR = "sour cherry"; builder = "/bin/sh";
  args = [ "-c" "echo half > made; test -n \\"$MENDED\\" || exit 3; echo whole > made" ]; }\n`;

/** As nixpkgs' stdenv has it, in short: `$stdenv/setup` brings genericBuild, which runs the phases that are set. */
const standard = `let
  stdenv = derivation { name = "stdenv"; system = builtins.currentSystem; builder = "/bin/sh"; PATH = "/usr/bin:/bin";
    setup = ''
      export PATH=/usr/bin:/bin
      genericBuild() { for phase in $phases; do echo "@nix { \\"action\\": \\"setPhase\\", \\"phase\\": \\"$phase\\" }" >&2; eval "''\${!phase}"; done; }
    ''; args = [ "-c" "mkdir $out; echo \\"$setup\\" > $out/setup" ]; };
in derivation { name = "web-2.0"; system = builtins.currentSystem; builder = "/bin/bash"; inherit stdenv;
  phases = "unpackPhase buildPhase"; unpackPhase = "mkdir web-src; cd web-src; echo code > code";
  buildPhase = "echo trying; test -e mended"; args = [ "-ec" "source $stdenv/setup; genericBuild" ]; }\n`;

describe('build debug', function () {
  let store;
  let home;
  const folders = [];
  before(async function () {
    if (!hasNix) this.skip();
    store = createStore();
    home = createHome(store.env);
    for (const name of ['build', 'diagnose'])
      expect((await home.nixai(['plugins', 'link', join(root, 'plugins', name)])).code).to.equal(0);
    home.file('bad.nix', plain);
    home.file('web.nix', standard);
    home.file('good.nix', plain.replace('exit 3', 'echo > $out'));
  });
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    home?.remove();
    store?.remove();
  });
  async function failed(...words) {
    const { code, stdout, stderr } = await home.nixai(['build', 'debug', ...words, '--json']);
    expect(code, stderr).to.equal(0);
    const said = JSON.parse(stdout);
    if (said.failed?.folder !== undefined) folders.push(said.failed.folder);
    return said.failed;
  }
  /** Types into the shell that is named, at a terminal, and gives what is shown until it ends. */
  async function inShell(words, typed) {
    const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
    const terminal = openTerminal(`${quoted}; echo "the "end`, {
      ...{ cwd: home.path, env: { ...home.env, NIX_BUILD_SHELL: 'bash' }, patience: 60_000 },
    });
    try {
      terminal.type(typed.replaceAll('\n', '\r'));
      return (await terminal.until(/the end/)).replaceAll('\r', '');
    } finally {
      terminal.close();
    }
  }

  it('keeps what a build left, and names a shell in its environment there', async function () {
    if (!hasTerminal) this.skip();
    const { name, folder, shell, again } = await failed('bad.nix');
    expect(name).to.equal('bad-1');
    expect(readFileSync(join(folder, 'made'), 'utf8')).to.equal('half\n');
    const typed = `pwd; echo "<$FLAVOUR>"; touch $out; export MENDED=1\n${again}\ncat made; exit\n`;
    expect(await inShell(shell, typed))
      .to.contain(`\n${folder}\n<sour cherry>\n`)
      .and.to.contain('\nwhole\n');
    expect(existsSync(join(folder, 'outputs/out')), 'where the outputs go').to.equal(true);
  });

  it('says in which phase it was, and how that is run again, in the folder of the source', async function () {
    if (!hasTerminal) this.skip();
    const { phase, folder, shell, again } = await failed('web.nix');
    expect([phase, again]).to.deep.equal(['buildPhase', 'phases=buildPhase genericBuild']);
    expect(shell).to.include('--pure');
    const shown = await inShell(
      shell,
      `${again} && echo "is "mended || echo "is "not\ntouch mended; ${again} && echo "is "mended\nexit\n`,
    );
    expect(shown).to.match(/trying\nis not\n[^]*trying\nis mended\n/);
    expect(existsSync(join(folder, 'web-src/mended'))).to.equal(true);
  });

  it('prints no command that holds a secret, and none that would be another one without it', async () => {
    home.file(
      'token.nix',
      plain.replace('exit 3', 'TOKEN=ghp_0123456789abcdefghijABCDEFGHIJ012345 exit 3'),
    );
    const { secret, again, derivation, folder } = await failed('token.nix');
    expect([secret, again]).to.deep.equal([true, undefined]);
    const { stdout } = await home.nixai(['build', 'debug', 'token.nix', '--print']);
    folders.push(/rm -r (\S+)/.exec(stdout)?.[1] ?? folder);
    expect(stdout).to.contain(derivation).and.not.to.contain('SECRET');
  });

  it('is of what failed last where nothing is named, and opens no shell where nobody is', async () => {
    // A compiler's error, of which the rules know, and a nixpkgs that says which it is.
    home.file(
      'bad.nix',
      plain.replace(
        'exit 3',
        'echo main.c:1:10: fatal error: zlib.h: No such file or directory >&2; exit 3',
      ),
    );
    mkdirSync(join(home.path, 'pkgs'));
    home.file('pkgs/.version', '25.05\n');
    home.env.NIX_PATH = `nixpkgs=${join(home.path, 'pkgs')}`;
    await home.nixai(['build', 'bad.nix', '--no-link']);
    const { code, stdout } = await home.nixai(['build', 'debug']);
    expect(code).to.equal(0);
    expect(stdout).to.match(/^bad-1 failed\. What it left is in\s\S+/);
    expect(stdout)
      .to.match(/zlib\.h[^]*Possible 1:[^]*https:\/\/nixos\.org\/manual/)
      .and.to.match(/^Nix +\d+\.\d+\.\d+, \w+-linux$/m)
      .and.to.match(/^nixpkgs +25\.05 \(<nixpkgs> is/m)
      .and.to.match(/^processors +\d+; a build may use/m)
      .and.to.match(/^memory +[\d.]+ GiB, [\d.]+ free$/m);
    const [, folder] = /rm -r (\S+)/.exec(stdout);
    folders.push(folder);
    expect(existsSync(folder)).to.equal(true);
  });

  it('says so where it is built, and where Nix does not come so far', async () => {
    const built = await home.nixai(['build', 'debug', 'good.nix']);
    expect([built.code, built.stdout.trim()]).to.deep.equal([
      ...[0, 'It was built: there is nothing to look into.'],
    ]);
    home.file('odd.nix', 'throw "no such moon"\n');
    const odd = await home.nixai(['build', 'debug', 'odd.nix']);
    expect(odd.code).to.equal(1);
    expect(odd.stdout).to.contain('No build has failed').and.to.contain('no such moon');
  });

  it('opens it at a terminal, and says what stays when it is left', async function () {
    if (!hasTerminal) this.skip();
    const cli = join(root, 'core/cli/bin/nixai.js');
    const terminal = openTerminal(`${process.execPath} ${cli} build debug bad.nix; echo over $?`, {
      ...{ cwd: home.path, env: home.env, patience: 60_000 },
    });
    try {
      const told = await terminal.until(/\n {2}exit\r?\n/);
      folders.push(/What it left: (\S+)/.exec(told)?.[1]);
      terminal.type('echo "in $(pwd) with $FLAVOUR"; exit\r');
      await terminal.until(/in \S+ with sour cherry/);
      await terminal.until(/To remove it:[^]*over 0/);
    } finally {
      terminal.close();
    }
  });
});
