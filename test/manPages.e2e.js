// The manual pages: made of the commands, rendered without a warning, installed by the Nix package.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { hasNix, nixConfig } from './support/nixStore.js';
import { root } from './support/packed.js';

const program = join(root, 'core/cli/bin/nixai.js');
const hasGroff = spawnSync('groff', ['--version']).status === 0;

/** What groff draws of a page, and what it says against it. */
function drawn(text) {
  const argv = ['-ww', '-K', 'utf8', '-m', 'man', '-T', 'utf8', '-P', '-cbou', '-r', 'LL=80n'];
  const { status, stdout, stderr } = spawnSync('groff', argv, { input: text, encoding: 'utf8' });
  expect(status).to.equal(0);
  return { page: stdout, warnings: stderr };
}

describe('manual pages', function () {
  this.timeout(120_000);
  let home;
  let folder;
  before(() => {
    home = createHome();
    folder = join(home.path, 'man');
    const script = join(root, 'scripts/man-pages.js');
    execFileSync(process.execPath, [script, folder], { env: home.env });
  });
  after(() => home.remove());

  const pageOf = (name) => readFileSync(join(folder, `${name}.1`), 'utf8');

  it('has one of the program, and one of each family of commands in its help', async () => {
    const { commands } = JSON.parse((await home.nixai(['help', '--json'])).stdout);
    const families = new Set(commands.map(({ name }) => `nixai-${name.split(' ')[0]}.1`));
    expect(readdirSync(folder)).to.include.members(['nixai.1', ...families]);
    for (const file of families) expect(pageOf(file.slice(0, -2))).to.match(/^nixai.* \\- \w/m);
  });

  it('is the same each time it is made', async () => {
    const again = await home.nixai(['help', 'config', 'set', '--man']);
    expect(again.code, again.stderr).to.equal(0);
    expect(again.stdout).to.equal(pageOf('nixai-config'));
  });

  it('names a command that is none', async () => {
    const { code, stdout, stderr } = await home.nixai(['help', 'chekc', '--man']);
    expect(code).to.equal(2);
    expect(stdout).to.equal('');
    expect(stderr).to.contain('check');
  });

  it('is drawn without a warning, with what the command says of itself in it', function () {
    if (!hasGroff) {
      console.log('      skipped: groff is not here');
      this.skip();
    }
    for (const file of readdirSync(folder))
      expect(drawn(readFileSync(join(folder, file), 'utf8')).warnings, file).to.equal('');
    const { page } = drawn(pageOf('nixai-check'));
    expect(page).to.contain('nixai-check - Check a configuration without Nix');
    expect(page).to.contain('nixai check [PATH] [OPTION…]');
    expect(page).to.contain('--format text|html|sarif|github|junit');
    expect(page).to.contain('cat configuration.nix | nixai check -');
    expect(drawn(pageOf('nixai')).page).to.contain('nixai-check(1)');
  });

  it('is installed by the Nix package, with what shells complete by', function () {
    if (!hasNix) this.skip();
    const lib =
      '{ cleanSource = x: x; importJSON = _: { version = "1"; }; licenses.mit = 1; sourceTypes = { fromSource = 1; binaryNativeCode = 2; }; }';
    const given = `{ lib = ${lib}; buildNpmPackage = x: x; installShellFiles = 1; nodejs_22.meta.platforms = [ ]; importNpmLock = { __functor = _: _: 1; npmConfigHook = 1; }; }`;
    const evaluated = spawnSync(
      'nix-instantiate',
      [
        '--eval',
        '--strict',
        '--json',
        '--expr',
        `(import ${root}/nix/package.nix ${given}).postInstall`,
      ],
      { encoding: 'utf8', env: { ...process.env, NIX_CONFIG: nixConfig } },
    );
    expect(evaluated.status, evaluated.stderr).to.equal(0);
    // What installShellFiles has, as far as it is asked: each file that it is given is there.
    const shellFiles =
      'installManPage() { printf "%s\\n" "$@"; }; installShellCompletion() { test -s "$4" -a -s "$6" -a -s "$8" && echo "$@"; };';
    const out = join(home.path, 'out');
    const work = join(home.path, 'work');
    mkdirSync(join(out, 'bin'), { recursive: true });
    symlinkSync(program, join(out, 'bin/nixai'));
    for (const part of ['scripts', 'core', 'node_modules', 'plugins']) {
      mkdirSync(work, { recursive: true });
      symlinkSync(join(root, part), join(work, part));
    }
    writeFileSync(
      join(home.path, 'install.sh'),
      `set -eu\n${shellFiles}\n${JSON.parse(evaluated.stdout)}`,
    );
    const { status, stdout, stderr } = spawnSync('bash', [join(home.path, 'install.sh')], {
      cwd: work,
      encoding: 'utf8',
      env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, TMPDIR: home.path, out },
    });
    expect(status, stderr).to.equal(0);
    expect(stdout).to.contain('man/nixai.1\n').and.to.contain('man/nixai-check.1\n');
    expect(stdout).to.contain('--cmd nixai --bash nixai.bash --zsh nixai.zsh --fish nixai.fish');
  });
});
