// package-repo as its users have it: linked, on real repositories of git, with the real Nix where it is.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { nixConfig } from './support/nixStore.js';
import { root } from './support/packed.js';

const plugin = join(root, 'plugins/package-repo');

describe('package-repo', function () {
  let home;
  let project;
  before(async () => {
    home = createHome({ NIXAI_OFFLINE: '1', NIX_CONFIG: nixConfig });
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
    project = repository('weather', {
      'go.mod': 'module github.com/ada/weather\n\ngo 1.22\n',
      'main.go': 'package main\n\nvar version = "dev"\n\nfunc main() { println(version) }\n',
      LICENSE: readFileSync(join(root, 'LICENSE'), 'utf8'),
      'README.md': '# weather\n\nTells the weather of tomorrow to whoever asks.\n',
    });
  });
  after(() => home?.remove());

  function repository(name, files) {
    const folder = join(home.path, name);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const git = (...words) =>
      execFileSync(
        'git',
        ['-C', folder, '-c', 'user.name=ada', '-c', 'user.email=a@example.org', ...words],
        {
          env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
        },
      );
    git('init', '-q', '-b', 'main');
    git('remote', 'add', 'origin', `https://github.com/ada/${name}.git`);
    git('add', '-A');
    git('commit', '-q', '-m', 'first');
    git('tag', 'v1.2.0');
    return folder;
  }

  async function json(...argv) {
    const { stdout, stderr, code } = await home.nixai(['package-repo', ...argv, '--json']);
    const value = JSON.parse(stdout || stderr);
    if (!('error' in value)) {
      const schema = JSON.parse(readFileSync(join(plugin, 'schemas/package-repo.json')));
      const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
      expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
    }
    return { ...value, code };
  }

  it('prints the derivation of a folder, with the hash of its tag', async () => {
    const { code, stdout } = await home.nixai(['package-repo', project]);
    expect(code).to.equal(0);
    expect(stdout).to.match(/hash = "sha256-[\w+/]{43}=";/);
    for (const part of [
      'vendorHash = null;',
      'tag = "v${finalAttrs.version}";',
      'license = lib.licenses.mit;',
      'description = "Tells the weather of tomorrow to whoever asks";',
      'mainProgram = "weather";',
    ])
      expect(stdout).to.contain(part);
  });

  it('says where each thing is from', async () => {
    const { packages } = await json(project, '--analyze-only');
    expect(packages[0].mainProgram).to.deep.equal({ value: 'weather', from: 'main.go:1' });
    expect(packages[0].version).to.deep.equal({ value: '1.2.0', from: 'tag v1.2.0' });
    const { stdout } = await home.nixai(['package-repo', project, '--analyze-only', '--verbose']);
    expect(stdout).to.contain('go.mod').and.contain('tag v1.2.0').and.contain('LICENSE');
  });

  it('is evaluated where Nix is', async function () {
    try {
      execFileSync('nix', ['--version'], { stdio: 'ignore' });
    } catch {
      this.skip();
    }
    const { packages } = await json(project);
    expect(packages[0].check).to.deep.equal({ faults: [], evaluated: 'stub' });
  });

  it('writes what was confirmed, and undo takes it back', async () => {
    const output = join(home.path, 'out');
    const argv = [project, '--output', output];
    expect((await json(...argv, '--dry-run')).written).to.equal(false);
    expect(existsSync(output)).to.equal(false);
    expect((await json(...argv)).code).to.equal(5);
    const { written, undo } = await json(...argv, '--as', 'by-name', '--yes');
    expect(written).to.equal(true);
    expect(existsSync(join(output, 'pkgs/by-name/we/weather/package.nix'))).to.equal(true);
    expect((await home.nixai(['undo', undo, '--yes'])).code).to.equal(0);
    expect(existsSync(join(output, 'pkgs/by-name/we/weather/package.nix'))).to.equal(false);
    await json(...argv, '--yes');
    writeFileSync(join(output, 'weather.nix'), 'mine');
    expect((await json(...argv, '--yes')).error.code).to.equal('file-exists');
    expect(readFileSync(join(output, 'weather.nix'), 'utf8')).to.equal('mine');
  });

  it('ties the parts of a repository together', async () => {
    const parts = repository('parts', {
      'api/go.mod': 'module github.com/ada/parts/api\n',
      'api/main.go': 'package main\n\nfunc main() {}\n',
      'web/package.json': '{ "name": "web", "version": "1.0.0", "bin": "cli.js" }',
      'web/package-lock.json': '{ "lockfileVersion": 3, "packages": {} }',
    });
    const flake = await json(parts, '--as', 'flake', '--output', home.path, '--dry-run');
    expect(flake.output.map(({ path }) => path)).to.deep.equal([
      'flake.nix',
      'nix/api.nix',
      'nix/web.nix',
    ]);
    const { output } = await json(parts, '--output', home.path, '--dry-run');
    expect(output.at(-1).text).to.contain('api = pkgs.callPackage ./api.nix { };');
  });

  it('finds the way from where it stands back to the project', async function () {
    try {
      execFileSync('nix-instantiate', ['--version'], { stdio: 'ignore' });
    } catch {
      this.skip();
    }
    const source = join(home.path, 'ways', 'tool');
    const crate = '[package]\nname = "tool"\nversion = "1.0.0"\n';
    mkdirSync(join(source, 'src'), { recursive: true });
    writeFileSync(join(source, 'Cargo.toml'), crate);
    writeFileSync(join(source, 'Cargo.lock'), `version = 3\n[${crate.replace('\n', ']\n')}`);
    writeFileSync(join(source, 'src/main.rs'), 'fn main() {}\n');
    const stub = `rec {
      lib.licenses = { };
      rustPlatform.buildRustPackage = f: let self = f self; in self;
    }`;
    for (const layout of ['package.nix', 'by-name', 'flake'])
      for (const output of [source, join(source, 'nix'), join(home.path, 'ways', "it's")]) {
        const words = [source, '--output', output, '--as', layout, '--hashes', 'offline', '--yes'];
        const made = await json(...words);
        expect(made.error, JSON.stringify(made.error)).to.equal(undefined);
        const [file] = made.output.filter(({ path }) => path !== 'flake.nix');
        const nix = JSON.stringify(join(output, file.path));
        const asked = `let
            take = import (/. + ${nix});
            made = take (builtins.intersectAttrs (builtins.functionArgs take) ${stub});
          in [ (toString made.src) (toString made.cargoLock.lockFile) ]`;
        const told = execFileSync(
          'nix-instantiate',
          ['--eval', '--strict', '--json', '--expr', asked],
          { encoding: 'utf8' },
        );
        expect(JSON.parse(told), `${layout} ${output}`).to.deep.equal([
          source,
          join(source, 'Cargo.lock'),
        ]);
        expect((await home.nixai(['undo', made.undo, '--yes'])).code).to.equal(0);
      }
  });

  it('fetches an address only when it is told to', async () => {
    const address = `file://${project}`;
    const refused = await json(address);
    expect([refused.error.code, refused.code]).to.deep.equal(['package-clone', 5]);
    const { packages } = await json(address, '--clone');
    expect(packages[0].name).to.equal('weather');
    const offline = await json('https://github.com/ada/weather', '--clone');
    expect(offline.error.code).to.equal('offline');
  });

  it('puts the hash of a build log where it was false, and undo takes it back', async () => {
    const file = home.file('package.nix', '{\n  vendorHash = lib.fakeHash;\n}\n');
    const right = `sha256-${'Zk'.repeat(21)}o=`;
    const log = `error: hash mismatch in fixed-output derivation '/nix/store/${'a'.repeat(32)}-weather-go-modules.drv':
  specified: sha256-${'A'.repeat(43)}=
     got:    ${right}
`;
    const argv = ['package-repo', 'from-log', file, '--yes', '--json'];
    const { undo } = JSON.parse((await home.nixai(argv, { input: log })).stdout);
    expect(readFileSync(file, 'utf8')).to.contain(`vendorHash = "${right}";`);
    expect((await home.nixai(['undo', undo, '--yes'])).code).to.equal(0);
    expect(readFileSync(file, 'utf8')).to.contain('lib.fakeHash');
    const nothing = await home.nixai(argv, { input: 'all is built\n' });
    expect(JSON.parse(nothing.stdout || nothing.stderr).error.code).to.equal('package-log');
  });

  it('says what was looked for where nothing is known, and takes a hint', async () => {
    const folder = join(home.path, 'bare');
    mkdirSync(folder);
    writeFileSync(join(folder, 'main.c'), 'int main(void) { return 0; }\n');
    const unknown = await json(folder);
    expect([unknown.error.code, unknown.code]).to.deep.equal(['package-unknown', 2]);
    writeFileSync(join(folder, 'Makefile'), 'BIN = bare\nbare: main.c\n\tcc -o bare main.c\n');
    const { packages } = await json(folder, '--build-system', 'makefile', '--language', 'c');
    expect(packages[0].nix).to.contain('install -Dm755 bare');
  });

  it('computes the hashes of a project, and of any folder', async () => {
    const { stdout, code } = await home.nixai(['package-repo', 'hash', project]);
    expect(code).to.equal(0);
    const hash = /src\.hash = "(sha256-[^"]+)";/.exec(stdout)[1];
    expect((await home.nixai(['package-repo', project])).stdout).to.contain(hash);
    const ofFile = await home.nixai([
      'package-repo',
      'hash',
      'path',
      join(project, 'go.mod'),
      '--json',
    ]);
    expect(JSON.parse(ofFile.stdout).hashes[0].hash).to.match(/^sha256-/);
  });

  it('refreshes the hashes of a derivation, and brings it to another version', async () => {
    const repo = repository('clouds', {
      'go.mod': 'module github.com/ada/clouds\n',
      'main.go': 'package main\nfunc main() {}\n',
    });
    const output = join(home.path, 'clouds-nix');
    const file = join(output, 'clouds.nix');
    await json(repo, '--output', output, '--yes');
    const first = readFileSync(file, 'utf8');
    writeFileSync(file, first.replace(/sha256-[\w+/]{43}=/, `sha256-${'A'.repeat(43)}=`));
    const call = async (...argv) => {
      const { stdout, stderr, code } = await home.nixai([
        'package-repo',
        ...argv,
        '--yes',
        '--json',
      ]);
      return { ...JSON.parse(stdout || stderr), code };
    };
    expect((await call('refresh', file, '--project', repo)).written).to.equal(true);
    expect(readFileSync(file, 'utf8')).to.equal(first);
    execFileSync('git', ['-C', repo, 'tag', 'v1.3.0']);
    const updated = await call('update', file, '--to', '1.3.0', '--project', repo);
    expect([updated.code, updated.ref, updated.written]).to.deep.equal([0, 'v1.3.0', true]);
    expect(readFileSync(file, 'utf8')).to.contain('version = "1.3.0";');
    // No hash of the version before stays where the files of the new one are not at hand.
    const blind = await call('update', file, '--to', '9.9.9', '--project', repo);
    expect(blind.code).to.equal(1);
    expect(readFileSync(file, 'utf8'))
      .to.contain('hash = lib.fakeHash;')
      .and.not.match(/sha256-/);
  });

  it('keeps what projects have in common as a template, and adds it to another', async () => {
    const first = await json(project, '--template-mode', '--name', 'go-service', '--yes');
    expect(first.template.name).to.equal('go-service');
    const kept = JSON.parse(readFileSync(first.template.file, 'utf8'));
    kept.inputs.push({ attribute: 'protobuf', kind: 'native' });
    kept.attributes.push({ name: 'doCheck', nix: 'false' });
    writeFileSync(first.template.file, JSON.stringify(kept));
    const { packages } = await json(project, '--template', 'go-service');
    expect(packages[0].nix).to.contain('protobuf').and.contain('doCheck = false;');
    const unknown = await json(project, '--template', 'no-such');
    expect([unknown.error.code, unknown.error.why]).to.deep.equal([
      'package-template',
      'kept: go-service',
    ]);
    kept.attributes[0] = { name: 'doCheck', nix: '${' };
    writeFileSync(first.template.file, JSON.stringify(kept));
    expect((await json(project, '--template', 'go-service')).error.code).to.equal('package-faulty');
  });

  it('says how the lock is made that a project of npm lacks', async () => {
    const tool = repository('unlocked', {
      'package.json': JSON.stringify({ name: 'unlocked', version: '1.0.0', bin: 'cli.js' }),
      'cli.js': '#!/usr/bin/env node\n',
    });
    const { error } = await json(tool);
    expect(error.code).to.equal('package-lock');
    expect(error.what).to.contain('no package-lock.json');
    expect(error.hint).to.contain('npm install --package-lock-only');
  });
});
