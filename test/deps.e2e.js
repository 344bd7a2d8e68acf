// What needs what, by Nix's own word: closures of real stores, and the imports of a configuration.
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { createStore, hasNix } from './support/nixStore.js';
import { graphExpression } from './support/graphs.js';
import { root } from './support/packed.js';
import { hasTerminal, openTerminal } from './support/terminal.js';

async function homeWithDeps(env) {
  const home = createHome(env);
  const { code, stderr } = await home.nixai(['plugins', 'link', join(root, 'plugins/deps')]);
  expect(code, stderr).to.equal(0);
  const json = async (...argv) => {
    const { stdout, stderr: said } = await home.nixai([...argv, '--json']);
    expect(stdout, said).not.to.equal('');
    return JSON.parse(stdout);
  };
  return { home, json, remove: () => home.remove() };
}

describe('what a store path needs', function () {
  let store;
  let machine;
  before(async function () {
    if (!hasNix) this.skip();
    store = createStore();
    machine = await homeWithDeps(store.env);
  });
  after(() => {
    machine?.remove();
    store?.remove();
  });
  const build = (text) => {
    const file = join(store.folder, 'graph.nix');
    writeFileSync(file, text);
    return store.run('nix-build', file, '--no-out-link');
  };

  for (const seed of [1, 2, 3])
    it(`is what Nix says, and so is why (random graph ${seed})`, async () => {
      const top = build(graphExpression(seed));
      const paths = store.run('nix-store', '-qR', top).split('\n').sort();
      const sizes = store
        .run('nix-store', '-q', '--size', ...paths)
        .split('\n')
        .map(Number);
      const analyzed = await machine.json('deps', 'analyze', top);
      expect(analyzed).to.include({ paths: paths.length, bytes: sizes.reduce((a, b) => a + b) });
      const drawn = await machine.json('deps', 'graph', top, '--format', 'json');
      expect(drawn.nodes.map(({ path }) => path).sort()).to.deep.equal(paths);
      // The one that most leads to, and so with several chains.
      const wanted = analyzed.mostUsed[0]?.path ?? analyzed.largest[0].path;
      const { found } = await machine.json('deps', 'why', wanted, top);
      const said = store.run('nix', 'why-depends', top, wanted);
      const shortest = [...new Set(said.match(/[a-z0-9]{32}-[\w.-]+/g))];
      expect(found[0].chains[0].length, said).to.equal(shortest.length);
    });

  it('is less by what a package alone needs', async () => {
    const top =
      build(`let make = name: needs: derivation { inherit name; system = builtins.currentSystem;
      builder = "/bin/sh"; args = [ "-c" "echo \${toString needs} > $out" ]; };
      deep = make "deep-1.0" [ ]; lib = make "lib-2.0" [ deep ]; other = make "lib-1.0" [ ];
      in make "top" [ (make "app-1" [ lib other ]) lib ]`);
    const { found, withoutAll } = await machine.json('deps', 'why', 'lib', top);
    const of = (name) => found.find(({ path }) => path.endsWith(name));
    expect(of('lib-2.0').without.with.map((path) => path.slice(-8))).to.deep.equal(['deep-1.0']);
    expect(of('lib-2.0').chains).to.have.length(2);
    expect(of('lib-1.0').without.paths).to.equal(1);
    expect(withoutAll.paths).to.equal(3);
    const { versions } = await machine.json('deps', 'analyze', top);
    expect(versions.map(({ name, versions: all }) => [name, all.length])).to.deep.equal([
      ['lib', 2],
    ]);
    const { stdout } = await machine.home.nixai(['deps', 'why', 'deep', top]);
    expect(stdout).to.match(/top\n[├└]─ lib-2.0\n[│ ] {2}└─ deep-1.0/);
  });

  it('is found behind a link, and what building it needs by --build', async () => {
    const top = build(graphExpression(4));
    const link = join(machine.home.path, 'result');
    symlinkSync(top, link);
    const { roots } = await machine.json('deps', 'analyze', 'result');
    expect(roots).to.deep.equal([top]);
    const { of, paths } = await machine.json('deps', 'analyze', 'result', '--build');
    const deriver = store.run('nix-store', '-q', '--deriver', top);
    expect([of, paths]).to.deep.equal([
      'build',
      store.run('nix-store', '-qR', deriver).split('\n').length,
    ]);
    rmSync(link);
  });

  it('is said of a flake output that is built, and of one that is not what to do', async () => {
    const folder = join(machine.home.path, 'flake');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'flake.nix'),
      `{ outputs = _: { packages.x86_64-linux.default = derivation { name = "tiny"; system = "x86_64-linux";
        builder = "/bin/sh"; args = [ "-c" "echo > $out" ]; }; }; }`,
    );
    const flake = `path:${folder}#packages.x86_64-linux.default`;
    const refused = await machine.home.nixai(['deps', 'analyze', flake, '--json']);
    expect(refused.code).to.equal(5);
    expect(JSON.parse(refused.stdout).error.code).to.equal('deps-not-built');
    store.run('nix', 'build', '--no-link', flake);
    expect(await machine.json('deps', 'analyze', flake)).to.include({ paths: 1 });
  });

  it('says what is nearest to a name that is not there', async () => {
    const top = build(graphExpression(5));
    const { code, stderr } = await machine.home.nixai(['deps', 'why', 'nod1', top]);
    expect(code).to.equal(1);
    expect(stderr).to.contain('need anything called nod1').and.to.contain('node1');
  });

  it('says what could go, with the bytes that it would really save', async () => {
    const top =
      build(`let make = name: needs: derivation { inherit name; system = builtins.currentSystem;
      builder = "/bin/sh"; args = [ "-c" "echo \${toString needs} > $out" ]; };
      only = make "onlydoc-data-1" [ ]; man = make "app-1.0-man" [ only ];
      in make "app-1.0" [ man (make "gcc-13.2.0" [ ]) (make "gcc-13.2.0-lib" [ ]) (make "lib-9.1" [ ]) (make "lib-10.1" [ ]) ]`);
    const { parts } = await machine.json('deps', 'optimize', top);
    const of = (kind) => parts.find((one) => one.kind === kind);
    const names = ({ of: all }) => all.map((path) => path.replace(/^.*\/[a-z0-9]{32}-/, ''));
    expect(parts.map(({ kind }) => kind).sort()).to.deep.equal([
      ...['compilers', 'documentation', 'versions'],
    ]);
    expect(names(of('documentation'))).to.deep.equal(['app-1.0-man', 'onlydoc-data-1']);
    expect(of('documentation').option).to.equal('documentation.enable');
    expect(names(of('compilers'))).to.deep.equal(['gcc-13.2.0']);
    expect(names(of('versions')), 'the older one, as versions are counted').to.deep.equal([
      'lib-9.1',
    ]);
    expect(of('versions').users).to.deep.equal([top]);
    const sizes = store.run('nix-store', '-q', '--size', ...of('documentation').of).split('\n');
    expect(of('documentation').bytes).to.equal(sizes.reduce((sum, one) => sum + Number(one), 0));
  });

  it('differs from another by versions and bytes', async () => {
    const of = (
      version,
      more,
    ) => `let make = name: needs: derivation { inherit name; system = builtins.currentSystem;
      builder = "/bin/sh"; args = [ "-c" "echo \${toString needs} > $out" ]; };
      in make "system" [ (make "bash-${version}" [ ]) (make "zlib-1" [ ]) ${more} ]`;
    const [before, after] = [build(of('5.1', '')), build(of('5.2', '(make "jq-1.7" [ ])'))];
    const diff = await machine.json('deps', 'diff', before, after);
    expect(diff.changes.map(({ name, change }) => `${name} ${change}`)).to.deep.equal([
      ...['bash version', 'jq added', 'system rebuilt'],
    ]);
    expect(diff.same).to.equal(1);
    const csv = await machine.home.nixai([
      ...['deps', 'diff', before, after, '--csv', '--columns', 'name,before,after'],
      ...['--filter', 'change=version'],
    ]);
    expect(csv.stdout.trim().split(/\r?\n/)).to.deep.equal(['name,before,after', 'bash,5.1,5.2']);
  });

  it('differs since a derivation below it does, and in what is said', async () => {
    const of = (flags, more) => `let
      make = name: needs: env: derivation ({ inherit name; system = builtins.currentSystem;
        builder = "/bin/sh"; args = [ "-c" "echo \${toString needs} $flags > $out" ]; } // env);
      zlib = make "zlib-1" [ ] { flags = "${flags}"; };
      in make "system" [ (make "app-1" [ zlib ] { }) (make "tool-2" [ zlib ${more} ] { }) ] { }`;
    const before = build(of('-O2 -g', ''));
    const after = build(of('-O3 -g', '(make "jq-1.7" [ ] { })'));
    const words = ['deps', 'diff', before, after, '--reasons'];
    const { reasons } = await machine.json(...words);
    expect(reasons.differing).to.equal(4);
    expect(reasons.causes.map(({ name, above }) => [name, above])).to.deep.equal([
      ['zlib-1', 3],
      ['tool-2', 1],
    ]);
    expect(reasons.causes[0].attributes).to.deep.equal([
      { name: 'flags', before: '-O2 -g', after: '-O3 -g' },
    ]);
    const { stdout } = await machine.home.nixai(words);
    expect(stdout).to.match(
      /zlib-1 by system › app-1, needed by 3 that differ\n +flags +- -O2 \+ -O3/,
    );
    expect(stdout).to.match(/input \+ +jq-1\.7/);

    const lost = join(store.folder, 'lost.txt');
    writeFileSync(lost, 'no derivation made it\n');
    const added = store.run('nix-store', '--add', lost);
    const refused = await machine.home.nixai(['deps', 'diff', added, after, '--reasons']);
    expect(refused.code).to.equal(5);
    expect(refused.stderr).to.contain('was built from is not in the store');
  });

  it('is there twice: versions with what pulls them in, and files that a profile hides', async () => {
    const file = join(store.folder, 'profile.nix');
    // Each gives share/doc; vi is of two, and the same text of two.
    writeFileSync(
      file,
      `let make = name: priority: needs: derivation { inherit name needs; system = builtins.currentSystem;
        builder = "/bin/sh"; PATH = "/usr/bin:/bin"; args = [ "-c" "mkdir -p $out/bin $out/share/doc;
          echo $needs > $out/bin/\${name}; echo \${name} > $out/bin/vi;
          echo same > $out/share/doc/readme; echo x > $out/share/doc/\${name}" ];
        } // { meta = { inherit priority; }; };
        lib = version: make "lib-\${version}" 5 [ ];
      in { one = make "vim-9.0" 4 [ (lib "1.0") ]; two = make "nano-7.2" 5 [ (lib "2.0") ]; }`,
    );
    const profile = join(store.folder, 'profile');
    store.run('nix-env', '-p', profile, '-f', file, '-i', '-A', 'one', 'two');
    const found = await machine.json('deps', 'conflicts', profile);
    expect(
      found.versions.map(({ name, versions }) => [name, ...versions.map((v) => v.version)]),
    ).to.deep.equal([['lib', '1.0', '2.0']]);
    const [first] = found.versions[0].versions;
    expect(first.chain.map((path) => path.slice(path.lastIndexOf('/') + 34))).to.deep.equal([
      ...['user-environment', 'vim-9.0', 'lib-1.0'],
    ]);
    expect(first.freed).to.equal(first.bytes);
    const [only, ...others] = found.collisions;
    expect(others).to.deep.equal([]);
    expect([only.shown, only.hidden].map((path) => path.slice(-7))).to.deep.equal([
      'vim-9.0',
      'ano-7.2',
    ]);
    expect(only.files.sort((a, b) => (a.file < b.file ? -1 : 1))).to.deep.equal([
      { file: 'bin/vi', same: false },
      { file: 'share/doc/readme', same: true },
    ]);
    // What is advised does it.
    const { stdout } = await machine.home.nixai(['deps', 'conflicts', profile]);
    const [, advice] =
      /seen:\s+(nix-env --set-flag priority 1 nano)/.exec(stdout.replace(/\s+/g, ' ')) ?? [];
    expect(advice, stdout).not.to.equal(undefined);
    store.run('nix-env', '-p', profile, ...advice.split(' ').slice(1));
    expect(readFileSync(join(profile, 'bin/vi'), 'utf8')).to.equal('nano-7.2\n');
    const after = await machine.json('deps', 'conflicts', profile);
    expect(after.collisions[0].shown).to.match(/nano-7\.2$/);

    const plain = await machine.home.nixai(['deps', 'conflicts', build(graphExpression(7))]);
    expect(plain.stdout).to.contain('It is no profile');
  });

  it('is what NixOS and Home Manager put together: each environment, and what to write for which', async () => {
    // As they lay it: buildEnv's links, and Home Manager's as one package of a user.
    const top =
      build(`let sh = name: script: derivation { inherit name; system = builtins.currentSystem;
        builder = "/bin/sh"; PATH = "/usr/bin:/bin"; args = [ "-c" script ]; };
      tool = name: sh name "mkdir -p $out/bin; echo \${name} > $out/bin/\${name}; echo \${name} > $out/bin/vi";
      env = name: packages: sh name ''mkdir -p $out/bin
        for one in \${toString packages}; do for file in $one/bin/*; do
          test -e $out/bin/''\${file##*/} || ln -s $file $out/bin/; done; done'';
      home = env "home-manager-path" [ (tool "emacs-29") (tool "micro-2") ];
      ada = sh "user-environment" "mkdir $out; ln -s \${home}/bin $out/bin";
      bob = env "user-environment" [ (tool "joe-4") (tool "ed-1") ];
      etc = sh "etc" "mkdir -p $out/etc/profiles/per-user; cd $out/etc/profiles/per-user; ln -s \${ada} ada; ln -s \${bob} bob";
      sw = env "system-path" [ (tool "vim-9") (tool "nano-7") ];
      in sh "nixos-system-web1-25.11" "mkdir $out; echo > $out/nixos-version; ln -s \${sw} $out/sw; ln -s \${etc}/etc $out/etc"`);
    const { environments, collisions } = await machine.json('deps', 'conflicts', top);
    expect(environments.map((path) => path.replace(/^.*\/[^-]*-/, '')).sort()).to.deep.equal([
      ...['home-manager-path', 'system-path', 'user-environment', 'user-environment'],
    ]);
    expect(collisions.map(({ by, files }) => [by, files[0].file]).sort()).to.deep.equal([
      ['home-manager', 'bin/vi'],
      ['system', 'bin/vi'],
      ['user', 'bin/vi'],
    ]);
    const { stdout } = await machine.home.nixai(['deps', 'conflicts', top]);
    const said = stdout.replace(/\s+/g, ' ');
    for (const step of [
      'lib.hiPrio around nano in environment.systemPackages',
      'lib.hiPrio around micro in home.packages',
      'lib.hiPrio around ed in users.users.NAME.packages',
    ])
      expect(said).to.contain(step);
  });

  it('is walked through at a terminal, and nowhere else', async function () {
    const top =
      build(`let make = name: needs: derivation { inherit name; system = builtins.currentSystem;
      builder = "/bin/sh"; args = [ "-c" "echo \${toString needs} > $out" ]; };
      deep = make "deep-1.0" [ ]; in make "top" [ (make "app-1" [ deep ]) (make "tool-2" [ ]) ]`);
    const refused = await machine.home.nixai(['deps', 'browse', top]);
    expect(refused.code).to.equal(5);
    expect(refused.stderr).to.contain('at a terminal').and.to.contain(`nixai deps analyze ${top}`);
    if (!hasTerminal) this.skip();
    const cli = join(root, 'core/cli/bin/nixai.js');
    const open = (words) =>
      openTerminal(`${process.execPath} ${cli} deps browse ${top} ${words}; echo over $?`, {
        ...{ cwd: machine.home.path, env: machine.home.env },
      });
    const printed = join(machine.home.path, 'printed');
    const terminal = open(`> ${printed}`);
    try {
      await terminal.until(/4 store paths/);
      await terminal.until(/> ?- top/);
      terminal.type('/deep\r');
      await terminal.until(/>\s+deep-1\.0[^]*1 of 1 called deep/);
      terminal.type('p');
      await terminal.until(/over 0/);
      // What was on the screen before is there again.
      expect(terminal.written()).to.match(/\[\?1049h[^]*\[\?1049l[^]*over 0/);
    } finally {
      terminal.close();
    }
    expect(readFileSync(printed, 'utf8').trim()).to.match(/-deep-1\.0$/);
    const left = open('');
    try {
      await left.until(/> ?- top/);
      left.type('\u0003');
      await left.until(/over 0/);
      expect(left.written()).to.contain('\u001b[?25h');
    } finally {
      left.close();
    }
  });

  it('is drawn, around what is asked for, and a file that is there is not replaced unasked', async () => {
    const top = build(graphExpression(6));
    const { home } = machine;
    const words = ['deps', 'graph', top, '--depth', '1', '--format', 'mermaid'];
    const { stdout } = await home.nixai(words);
    for (const line of stdout.trimEnd().split('\n').slice(1))
      expect(line).to.match(/^ {2}n\d+(\["[\w .,:+/@()=·#;-]+"\]| --> n\d+)$/);
    const file = join(home.path, 'deps.mmd');
    writeFileSync(file, 'mine\n');
    expect((await home.nixai([...words, '--output', file])).code).to.equal(5);
    expect(readFileSync(file, 'utf8')).to.equal('mine\n');
    expect((await home.nixai([...words, '--output', file, '--yes'])).code).to.equal(0);
    expect(readFileSync(file, 'utf8')).to.equal(stdout);
    const drawn = await machine.json('deps', 'graph', top, '--format', 'svg');
    const count = (kind) => drawn.svg.split(`class="${kind}"`).length - 1;
    expect([count('node'), count('edge')]).to.deep.equal([drawn.nodes.length, drawn.edges.length]);
    // The same where there is no Graphviz, by what the plugin carries.
    const argv = [join(root, 'plugins/deps/bundle/draw/graphvizProgram.cjs')];
    const { stdout: dot } = await home.nixai(['deps', 'graph', top]);
    const carried = spawnSync(process.execPath, argv, { input: dot, encoding: 'utf8' });
    for (const { label } of drawn.nodes)
      expect(carried.stdout.replaceAll('&#45;', '-')).to.contain(`>${label}</text>`);
    const refused = spawnSync(process.execPath, argv, { input: 'digraph {', encoding: 'utf8' });
    expect([refused.status, refused.stderr]).to.deep.equal([1, 'syntax error in line 1\n\n']);
  });
});

describe('what a configuration imports', () => {
  let machine;
  before(async () => {
    machine = await homeWithDeps({});
    mkdirSync(join(machine.home.path, 'nixos/hosts'), { recursive: true });
    const lay = (name, text) => machine.home.file(`nixos/${name}`, text);
    lay('configuration.nix', '{ imports = [ ./ssh.nix ./hosts/web.nix ./disk.nix ]; }\n');
    lay('ssh.nix', '{ imports = [ ./users.nix ]; services.openssh.enable = true; }\n');
    lay('users.nix', '{ imports = [ ./ssh.nix ]; }\n');
    lay('disks.nix', '{ }\n');
    for (const folder of ['pkgs/y', 'lib', 'hosts'])
      mkdirSync(join(machine.home.path, 'flake', folder), { recursive: true });
    const flake = (name, text) => machine.home.file(`flake/${name}`, text);
    flake(
      'flake.nix',
      `{ outputs = { self, ... }: { packages.x.default = import ./x.nix; src = ./.;
        y = p: p.callPackage ./pkgs/y { }; z = p: import "\${self}/lib/z.nix"; hosts = map (n: ./hosts/\${n}.nix); }; }\n`,
    );
    flake('x.nix', 'import ./inner.nix\n');
    for (const name of ['inner', 'pkgs/y/default', 'lib/z', 'hosts/a', 'forgotten'])
      flake(`${name}.nix`, '# forgotten.nix\n{ }\n');
    lay(
      'hosts/web.nix',
      '{ inputs, ... }:\n{ imports = [ ../users.nix inputs.x.nixosModules.y ]; }\n',
    );
  });
  after(() => machine.remove());

  it('is read without Nix: files, what is missing, and what nothing leads to', async () => {
    const found = await machine.json('deps', 'analyze', 'nixos');
    expect(found).to.include({ kind: 'configuration', files: 4, lines: 5 });
    expect(found.missing).to.deep.equal([
      { file: 'configuration.nix', path: './disk.nix', nearest: './disks.nix' },
    ]);
    expect(found.loose).to.deep.equal(['disks.nix']);
    expect(found.unknown).to.deep.equal(['inputs.x.nixosModules.y']);
    expect(found.mostImported[0]).to.deep.equal({ file: 'ssh.nix', users: 2 });
  });

  it('is each file that another names, whatever it does with it', async () => {
    const found = await machine.json('deps', 'analyze', 'flake');
    expect(found.loose).to.deep.equal(['forgotten.nix']);
    const why = await machine.json('deps', 'why', 'inner.nix', 'flake');
    expect(why.found[0].chains).to.deep.equal([['flake.nix', 'x.nix', 'inner.nix']]);
    const { code, stdout, stderr } = await machine.home.nixai([
      ...['deps', 'why', 'forgotten.nix', 'flake'],
    ]);
    expect([code, stdout, stderr].join(' ')).to.match(/no other nix file of flake names/i);
  });

  it('says what to type where something is missing', async () => {
    const { stderr } = await machine.home.nixai(['deps', 'why', 'missing.nix', 'flake']);
    expect(stderr).to.contain('no file called missing.nix').and.not.to.contain('--build');
    const graph = ['deps', 'graph', 'flake', '--output', 'nowhere/x.dot'];
    const refused = await machine.home.nixai(graph);
    expect(refused.code).not.to.equal(0);
    expect(refused.stderr).to.contain('there is no folder');
    expect(existsSync(join(machine.home.path, 'nowhere'))).to.equal(false);
  });

  it('is told file by file, circles and all', async () => {
    const { found } = await machine.json('deps', 'why', 'users.nix', 'nixos');
    expect(found[0].chains).to.deep.equal([
      ['configuration.nix', 'ssh.nix', 'users.nix'],
      ['configuration.nix', 'hosts/web.nix', 'users.nix'],
    ]);
    const { stdout } = await machine.home.nixai(['deps', 'graph', 'nixos']);
    expect(stdout).to.match(/^digraph deps \{[^]*hosts\/web\.nix\\n2 lines[^]*\}\n$/);
  });
});
