// Folders that somebody else has filled, as they come with a download: repositories whose settings
// name programs, links that lead out, names that a terminal would obey.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { canHaveHosts, nixConfig } from '../support/fleet/fleet.js';
import { createHome } from '../support/home.js';
import { root } from '../support/packed.js';
import { createDriver } from './support/driver.js';

const escape = '\u001b';
const moduleText = '{ ... }:\n{\n  system.stateVersion = "25.05";\n}\n';

const channel = ['--channel', 'nixos=https://channels.nixos.org/nixos-26.05'];

describe('a folder that somebody else has filled', function () {
  this.timeout(600_000);
  let home;
  let driver;
  beforeEach(() => {
    home = createHome();
    driver = createDriver(home, join(root, 'core/cli/bundle/main.cjs'), 60_000);
    // A root that health looks at has one.
    mkdirSync(join(home.path, 'shop/etc'), { recursive: true });
  });
  afterEach(() => {
    driver.stop();
    home.remove();
  });

  const write = (name, text) => {
    mkdirSync(dirname(join(home.path, name)), { recursive: true });
    return home.file(name, text);
  };
  const git = (...words) =>
    execFileSync('git', ['-C', join(home.path, 'shop'), ...words], {
      encoding: 'utf8',
      env: {
        ...home.env,
        ...{ GIT_AUTHOR_NAME: 'ada', GIT_AUTHOR_EMAIL: 'ada@example.org' },
        ...{ GIT_COMMITTER_NAME: 'ada', GIT_COMMITTER_EMAIL: 'ada@example.org' },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  async function run(words) {
    const argv = words.map((word) => word.replace('HOME', home.path));
    const ended = await driver.run(argv, {});
    expect(ended.crash, argv.join(' ')).to.equal(undefined);
    expect(ended.hung, argv.join(' ')).not.to.equal(true);
    return ended;
  }

  /** It ends as it says that it may: `health` with 2 and 3 too, where something is wrong. */
  async function mayEnd(argv) {
    const { code, stderr } = await run(argv);
    expect(code, `${argv.join(' ')}: ${stderr}`).to.be.oneOf([0, 1, 2, 3, 5, 64]);
    expect(stderr, argv.join(' ')).to.not.match(/\n\s+at |failed in a way/);
  }

  /** Each command that reads such a folder, from outside and from within. */
  const readers = [
    ['package-repo', 'shop', '--local'],
    ['package-repo', 'shop', '--local', '--all', '--output', 'out', '--yes'],
    ['package-repo', 'shop', '--local', '--analyze-only', '--verbose'],
    ['check', 'shop'],
    ['check', 'shop', '--changed'],
    ['check', 'shop', '--since', 'HEAD'],
    ['check', 'shop/configuration.nix'],
    ['check', 'shop/configuration.nix', '--fix', '--yes'],
    ['devenv', 'check', 'shop'],
    ['ask', '--no-ai', 'is this right?', '--context-file', 'shop/configuration.nix'],
    ['diagnose', '--no-ai', '--config-only', 'shop'],
    [
      'snippets',
      'extract-from-system',
      'x',
      '--service',
      'nginx',
      '--from',
      'shop/configuration.nix',
    ],
    ['templates', 'apply', 'development', '--merge', '-o', 'shop/configuration.nix', '--yes'],
    ['templates', 'save', 'mine', 'shop/configuration.nix', '--yes'],
    ['templates', 'add', './shop', '--yes'],
    ['templates', 'add', 'git+file://HOME/shop', '--yes'],
    ['templates', 'update-check'],
    ['package-repo', 'file://HOME/shop', '--clone', '--hashes', 'fake'],
    ['devenv', 'from-repo', 'shop', '--force', '--dry-run'],
    ['devenv', 'migrate', 'shop', '--force', '--dry-run'],
    ...['explain', 'check-lock', 'dedup', 'update-plan', 'fix'].map((name) => [
      'flake',
      name,
      'shop',
    ]),
    ['flake', 'create', 'shop', '--analyze', '--force', '--dry-run'],
    ['migrate', 'analyze', 'shop'],
    ['migrate', 'to-flakes', 'shop', '--no-proof', '--dry-run', ...channel],
    ['migrate', 'from-flakes', 'shop', '--dry-run'],
    ['migrate', 'flake-inputs', 'shop'],
    ['migrate', 'channel-upgrade', '25.11', 'shop', '--from', '25.05'],
    ['health', '--nixos-path', 'shop', 'configuration'],
    ['health', '--root', 'shop', '--production-mode'],
  ];

  /** A repository with a commit, a tag and a remote, that says it is signed. */
  function repository() {
    write('shop/configuration.nix', moduleText);
    write('shop/devenv.nix', '{ }\n');
    write('shop/go.mod', 'module example.org/shop\n\ngo 1.24\n');
    write('shop/version.txt', '$Format:%G?%GS%(describe)$\n');
    write('shop/.gitattributes', '* filter=evil diff=evil text\nversion.txt export-subst\n');
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'first');
    git('tag', 'v1.0.0');
    git('remote', 'add', 'origin', 'https://github.com/ada/shop.git');
  }

  it('has no program run that the settings of its repository name', async () => {
    repository();
    const sentinel = join(home.path, 'sentinel');
    const evil = join(home.path, 'evil');
    writeFileSync(evil, `#!/bin/sh\necho "$0 $*" >> ${sentinel}\n`, { mode: 0o755 });
    // A signature of a kind that is shown by a program.
    const commit = git('cat-file', 'commit', 'HEAD');
    const signed = commit.replace(
      '\n\n',
      '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n\n',
    );
    writeFileSync(join(home.path, 'signed'), signed);
    const id = git('hash-object', '-t', 'commit', '-w', join(home.path, 'signed')).trim();
    git('reset', '-q', '--soft', id);
    git('tag', '-f', 'v1.0.0');
    const named = {
      ...{ 'core.fsmonitor': evil, 'core.sshCommand': evil, 'core.pager': evil },
      ...{ 'core.editor': evil, 'core.askPass': evil, 'core.gitProxy': evil },
      ...{ 'core.alternateRefsCommand': evil, 'core.hooksPath': dirname(evil) },
      ...{ 'diff.external': evil, 'diff.evil.command': evil, 'diff.evil.textconv': evil },
      ...{ 'filter.evil.clean': evil, 'filter.evil.smudge': evil, 'filter.evil.process': evil },
      ...{ 'filter.evil.required': 'true', 'log.showSignature': 'true' },
      ...{ 'gpg.program': evil, 'gpg.openpgp.program': evil, 'gpg.ssh.program': evil },
      ...{ 'credential.helper': evil, 'tar.tar.command': evil, 'tar.tgz.command': evil },
      ...{ 'uploadpack.packObjectsHook': evil, 'remote.origin.vcs': 'evil' },
      ...{ 'protocol.allow': 'always', 'protocol.file.allow': 'always' },
      ...{ 'protocol.ext.allow': 'always', 'submodule.recurse': 'true' },
    };
    for (const [key, value] of Object.entries(named)) git('config', key, value);
    for (const argv of readers) await mayEnd(argv);
    expect(existsSync(sentinel), 'with everything there').to.equal(false);

    // What it says that it lacks would be fetched.
    const lazy = {
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.promisor': 'true',
      'remote.origin.uploadpack': evil,
      'remote.origin.url': join(home.path, 'shop'),
    };
    for (const [key, value] of Object.entries(lazy)) git('config', key, value);
    git('config', '--unset', 'remote.origin.vcs');
    for (const name of ['configuration.nix', 'go.mod', 'version.txt']) {
      const object = git('rev-parse', `HEAD:${name}`).trim();
      rmSync(join(home.path, 'shop/.git/objects', object.slice(0, 2), object.slice(2)));
    }
    write('shop/configuration.nix', moduleText.replace('25.05', '25.11'));
    write('shop/go.mod', 'module example.org/shop\n\ngo 1.25\n');
    for (const argv of readers) await mayEnd(argv);
    expect(existsSync(sentinel), 'with a part of it missing').to.equal(false);
    const top = git('rev-parse', 'HEAD^{tree}').trim();
    rmSync(join(home.path, 'shop/.git/objects', top.slice(0, 2), top.slice(2)));
    for (const argv of readers.filter((words) => /health|--changed|analyze/.test(words.join(' '))))
      await mayEnd(argv);
    expect(existsSync(sentinel), 'with its list of files missing').to.equal(false);
  });

  it('has nothing looked through that its settings lead to', async () => {
    repository();
    git('config', 'core.worktree', '/');
    const { code, stderr } = await run(['check', 'shop', '--changed']);
    expect(stderr).to.contain('core.worktree of its repository leads to /');
    expect(code).to.equal(5);
    const { stdout } = await run(['package-repo', 'shop', '--local', '--hashes', 'fake', '--json']);
    expect(JSON.parse(stdout).packages[0].source).to.not.contain('commit');
  });

  it('has no filter run by a name that no switch of git stands for', async () => {
    repository();
    const sentinel = join(home.path, 'sentinel');
    const evil = join(home.path, 'evil');
    writeFileSync(evil, `#!/bin/sh\necho "$0 $*" >> ${sentinel}\ncat\n`, { mode: 0o755 });
    const odd = ['a=b', 'a"b', 'a\\b', 'A.b', 'a b'];
    for (const name of odd) {
      for (const kind of ['clean', 'smudge', 'process'])
        git('config', `filter.${name}.${kind}`, evil);
      write('shop/.gitattributes', `* filter=${name}\n`);
      // Of the same length, so that git has to look into them.
      for (const [file, text] of [
        ['configuration.nix', moduleText.replace('25.05', '25.11')],
        ['go.mod', 'module example.org/shop\n\ngo 1.25\n'],
      ])
        write(`shop/${file}`, text);
      for (const argv of readers.filter(([command]) => command === 'package-repo'))
        await mayEnd(argv);
      expect(existsSync(sentinel), name).to.equal(false);
      git('config', '--remove-section', `filter.${name}`);
    }
    // One that is longer than all that is read of what git says, before another.
    const long = `[filter "${'x'.repeat(17 << 20)}"]\n\tclean = ${evil}\n`;
    writeFileSync(join(home.path, 'shop/.git/long'), `${long}[filter "z"]\n\tclean = ${evil}\n`);
    git('config', 'include.path', 'long');
    write('shop/.gitattributes', '* filter=z\n');
    await mayEnd(['package-repo', 'shop', '--local']);
    expect(existsSync(sentinel), 'behind a long name').to.equal(false);
  });

  it('has no program run by the git that Nix starts to look at its flake, and no lock written', async function () {
    if (!canHaveHosts()) this.skip();
    write('shop/flake.nix', '{ outputs = _: { nixosConfigurations.web1 = { }; }; }\n');
    git('init', '-q', '-b', 'main');
    write('shop/.gitattributes', '* filter=evil filter=a=b\n');
    git('add', '-A');
    git('commit', '-q', '-m', 'first');
    const sentinel = join(home.path, 'sentinel');
    const evil = join(home.path, 'evil');
    writeFileSync(evil, `#!/bin/sh\necho "$0 $*" >> ${sentinel}\ncat\n`, { mode: 0o755 });
    for (const name of ['core.fsmonitor', 'diff.external', 'core.pager', 'gpg.program'])
      git('config', name, evil);
    for (const name of ['evil', 'a=b'])
      for (const kind of ['clean', 'smudge', 'process'])
        git('config', `filter.${name}.${kind}`, evil);
    // Of the same length, so that git has to look into it.
    write('shop/flake.nix', '{ outputs = _: { nixosConfigurations.web2 = { }; }; }\n');
    await run(['machines', 'init', '--yes']);
    const argv = [
      'machines',
      'import',
      '--from',
      'flake',
      '--source',
      './shop',
      '--dry-run',
      '--json',
    ];
    const { stdout, stderr } = await driver.run(argv, { NIX_CONFIG: nixConfig });
    expect(JSON.parse(stdout).added, stdout + stderr).to.deep.equal(['web2']);
    expect(existsSync(sentinel)).to.equal(false);
    expect(readdirSync(join(home.path, 'shop'))).to.not.include('flake.lock');
  });

  it('has nothing read that lies outside of it, and nothing written there', async () => {
    const secret = 'mysecretword';
    home.file('secret', `${secret}\n`);
    home.file('secret.nix', `{ services.nginx.virtualHosts."${secret}".root = "/"; }\n`);
    repository();
    for (const name of ['LICENSE', 'README.md', 'Cargo.toml', 'package.json', 'Makefile'])
      symlinkSync(join(home.path, 'secret'), join(home.path, 'shop', name));
    symlinkSync('../..', join(home.path, 'shop/up'));
    for (const argv of readers.filter(([name]) => name === 'package-repo')) {
      const { code, stdout, stderr } = await run(argv);
      expect(code, stderr).to.be.oneOf([0, 1]);
      expect(stdout + stderr, argv.join(' ')).to.not.include(secret);
    }
  });

  it('has no file made elsewhere by a link that lies where one will be written', async () => {
    write('shop/configuration.nix', '{ networking.hostName = "box"; x = <nixpkgs>; }\n');
    write('shop/go.mod', 'module example.org/shop\n\ngo 1.24\n');
    write('shop/main.go', 'package main\n\nfunc main() {}\n');
    write('shop/shell.nix', '{ pkgs }: pkgs.mkShell { packages = [ pkgs.jq ]; }\n');
    mkdirSync(join(home.path, 'elsewhere'));
    const names = ['.gitignore', '.envrc', 'devenv.nix', 'devenv.yaml', 'flake.nix', 'shop.nix'];
    names.push('package.nix', 'default.nix', 'a.nix');
    for (const name of names)
      symlinkSync(join(home.path, 'elsewhere', name), join(home.path, 'shop', name));
    for (const argv of [
      ['devenv', 'from-repo', 'shop', '--yes'],
      ['devenv', 'create', 'rust', 'shop', '--force', '--yes'],
      ['devenv', 'migrate', 'shop', '--force', '--yes'],
      ['package-repo', 'shop', '--local', '--hashes', 'fake', '--output', 'shop', '--yes'],
      ['flake', 'create', 'shop', '--yes'],
      ['flake', 'create', 'shop', '--force', '--yes'],
      ['migrate', 'to-flakes', 'shop', '--no-proof', '--yes', ...channel],
      ['templates', 'apply', 'development', '-o', 'shop/a.nix', '--yes'],
      ['templates', 'apply', 'development', '-o', 'shop/a.nix', '--force', '--yes'],
    ]) {
      const { code, stderr } = await run(argv);
      expect(readdirSync(join(home.path, 'elsewhere')), argv.join(' ')).to.deep.equal([]);
      expect(code, `${argv.join(' ')}: ${stderr}`).to.be.oneOf([1, 5]);
      expect(stderr, argv.join(' ')).to.not.match(/\n\s+at |failed in a way/);
    }
  });

  it('has none made elsewhere by a folder of it that is a link', async () => {
    repository();
    mkdirSync(join(home.path, 'elsewhere'));
    symlinkSync(join(home.path, 'elsewhere'), join(home.path, 'shop/out'));
    for (const argv of [
      [...['package-repo', 'shop', '--local', '--hashes', 'fake', '--yes'], '--output', 'shop/out'],
      ['flake', 'create', 'shop/out', '--yes'],
      ['templates', 'apply', 'development', '-o', 'shop/out/a.nix', '--yes'],
      ['machines', 'init', '--registry-path', 'shop/out', '--yes'],
    ]) {
      const { code, stderr } = await run(argv);
      expect(readdirSync(join(home.path, 'elsewhere')), argv.join(' ')).to.deep.equal([]);
      expect(code, `${argv.join(' ')}: ${stderr}`).to.be.oneOf([1, 5]);
      expect(stderr, argv.join(' ')).to.match(/a folder on the way is a link/);
    }
  });

  it('may have any names, and a terminal sees none of their escapes', async () => {
    const names = [`a${escape}[2Jb`, 'two\nlines', `${escape}]0;owned\u0007x`, 'b\u202etxt', '-rf'];
    for (const name of names) {
      write(`shop/${name}/configuration.nix`, '{ services.ngnix.enable = true; }\n');
      write(`shop/${name}/go.mod`, `module example.org/${name}\n`);
      write(`shop/${name}/main.go`, 'package main\n');
      write(`shop/${name}.nix`, '{ services.ngnix.enable = ; }\n');
    }
    write('shop/configuration.nix', '{ imports = [ ./-rf.nix ]; services.ngnix.enable = true; }\n');
    const argvs = [
      ...readers,
      ...names.map((name) => ['check', `shop/${name}.nix`]),
      ...names.map((name) => ['check', `shop/${name}`]),
      ...names.map((name) => ['package-repo', '--local', `shop/${name}`]),
      ...names.map((name) => ['devenv', 'check', `shop/${name}`]),
    ];
    for (const argv of argvs) {
      const { code, stdout, stderr } = await run(argv);
      const what = JSON.stringify(argv);
      expect(code, `${what} ${stderr}`).to.be.oneOf([0, 1, 2, 5]);
      // eslint-disable-next-line no-control-regex -- these are what is looked for
      expect(stdout + stderr, what).to.not.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
      expect(stderr, what).to.not.match(/\n\s+at |failed in a way/);
    }
  });

  it('names no command in a printed line that a shell would run', async () => {
    repository();
    git('tag', '-d', 'v1.0.0');
    git('tag', '$(touch${IFS}ran)`touch${IFS}ran`;touch&&ran-1.0.0');
    write('shop/extra', 'makes it differ');
    const { stdout } = await run(['package-repo', 'shop', '--local', '--json']);
    const lines = JSON.stringify(JSON.parse(stdout)).match(/nix[^"]*(?:prefetch)[^"]*/g) ?? [];
    for (const line of lines) expect(line).to.match(/'[^']*touch[^']*'/);
    expect(readdirSync(home.path)).to.not.include('ran');
  });
});
