// A build that is watched: what Nix itself does, told as it runs, explained where it fails, and kept.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { buildCases, layBuilds, takeLinks } from './support/buildCases.js';
import { createHome } from './support/home.js';
import { createStore, hasNix } from './support/nixStore.js';
import { root } from './support/packed.js';

describe('a build', function () {
  let store;
  let home;
  before(async function () {
    if (!hasNix) this.skip();
    store = createStore();
    home = createHome(store.env);
    for (const name of ['build', 'diagnose'])
      expect((await home.nixai(['plugins', 'link', join(root, 'plugins', name)])).code).to.equal(0);
  });
  after(() => {
    home?.remove();
    store?.remove();
  });
  const nixai = (...words) => home.nixai(['build', ...words]);
  const json = async (...words) => JSON.parse((await nixai('--json', ...words)).stdout);
  const bare = ([program, ...words]) =>
    spawnSync(program, words, { cwd: home.path, env: home.env, encoding: 'utf8' });

  for (const [at, { words, bare: argv }] of buildCases.entries())
    if (buildCases[at].brief)
      it(`ends as Nix does: nixai build ${words.join(' ')}`, async () => {
        layBuilds(home.path, `n${at}`);
        const { code, stdout } = await nixai(...words);
        const links = takeLinks(home.path);
        const own = bare(argv);
        expect(code, own.stderr).to.equal(own.status);
        expect(links).to.deep.equal(takeLinks(home.path));
        if (own.status === 0 && argv[0] === 'nix-build')
          expect(stdout.trim()).to.equal(own.stdout.trim());
      });

  it('that fails is explained from the log of what failed, and kept', async () => {
    layBuilds(home.path, 'why');
    const folder = join(home.path, '.local/state/nixai/builds');
    const before = existsSync(folder) ? readdirSync(folder) : [];
    const { code, stdout } = await nixai('-f', 'all.nix', '-A', 'needs');
    expect(code).to.equal(100);
    expect(stdout)
      .to.match(/^bad-1\.0\.why failed after/)
      .and.to.contain('foo.h');
    // Two of one second have no order.
    const newest = readdirSync(folder).find((name) => !before.includes(name));
    expect(stdout)
      .to.match(/Check:\s+nix-build all\.nix -A needs\n/)
      .and.not.to.contain('stdin');
    expect(statSync(join(folder, newest)).mode & 0o77).to.equal(0);
    const { result } = JSON.parse(readFileSync(join(folder, newest), 'utf8'));
    expect(result.failed.map((path) => path.slice(-15))).to.deep.equal(['bad-1.0.why.drv']);
    expect(result.diagnosis.findings[0].culprit).to.contain('foo.h');
    const of = Object.fromEntries(
      result.builds.map(({ derivation, outcome }) => [/-(\w+)-1/.exec(derivation)[1], outcome]),
    );
    expect(['failed', undefined], JSON.stringify(result.builds)).to.include(of.bad);
  });

  it('that Nix cannot evaluate, and no rule knows, ends with the words of Nix', async () => {
    home.file('fn.nix', '{ fn = x: x; odd = throw "the moon is wrong"; }\n');
    const { code, stdout } = await nixai('-f', 'fn.nix', '-A', 'fn');
    expect(code).to.equal(1);
    const own = bare(['nix-build', 'fn.nix', '-A', 'fn']).stderr.trim().split('\n');
    const last = own
      .at(-1)
      .replace(/^\s*error:\s*/, '')
      .slice(0, 40);
    expect(stdout).to.contain(last).and.not.to.contain('Nothing wrong');
    expect((await nixai('-f', 'fn.nix', '-A', 'odd')).stdout).to.contain('the moon is wrong');
  });

  it('that fails in a way that no rule knows ends with the end of its log', async () => {
    home.file(
      'odd.nix',
      `derivation { name = "odd-1.0"; system = builtins.currentSystem; builder = "/bin/sh";
        args = [ "-c" "echo quux gave up; exit 3" ]; }\n`,
    );
    expect((await nixai('odd.nix')).stdout)
      .to.contain('quux gave up')
      .and.not.to.contain('stdin');
  });

  it('is of several files together, or says which word is none', async () => {
    layBuilds(home.path, 'several');
    home.file('lib.nix', '(import ./all.nix).lib\n');
    home.file('both.nix', '(import ./all.nix).good\n');
    const { code, stdout, stderr } = await nixai('lib.nix', 'both.nix', '--no-link');
    expect(code, stderr).to.equal(0);
    expect(stdout.trim().split('\n')).to.have.length(2);
    const mixed = await nixai('lib.nix', '.#x');
    expect(mixed.code).to.equal(2);
    expect(mixed.stderr).to.contain('.#x is no file');
  });

  it('tells its phases and lines to programs, and their times are those of the build', async () => {
    layBuilds(home.path, 'events');
    const { stdout } = await nixai('-f', 'all.nix', '-A', 'good', '--no-link', '--ndjson');
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const types = new Set(events.map(({ type, event }) => (type === 'event' ? event.type : type)));
    for (const type of ['build', 'phase', 'counts', 'end', 'result'])
      expect(types.has(type), `${type} in ${[...types].join()}`).to.equal(true);
    const last = events.at(-1);
    const { builds } = last.result ?? last;
    expect(builds).to.have.length(2);
    for (const { seconds, phases } of builds) {
      const sum = phases.reduce((all, one) => all + one.seconds, 0);
      expect(sum).to.be.closeTo(seconds, 0.01);
    }
  });

  it('says what it fetches, from where and how many bytes', async () => {
    layBuilds(home.path, 'fetched');
    const [built] = (await json('-f', 'all.nix', '-A', 'good')).outputs;
    const cache = `file://${join(home.path, 'cache')}`;
    store.run('nix', 'copy', '--to', cache, built);
    takeLinks(home.path);
    store.run('nix-store', '--delete', built);
    const more = ['--', '--option', 'substituters', cache, '--option', 'require-sigs', 'false'];
    const { builds, fetched } = await json('-f', 'all.nix', '-A', 'good', '--no-link', ...more);
    expect(builds).to.deep.equal([]);
    expect(fetched.map(({ path }) => path)).to.deep.equal([built]);
    expect(fetched[0].bytes).to.be.above(0);
  });

  it('of nothing says what could be built', async () => {
    const empty = join(home.path, 'empty');
    mkdirSync(empty);
    const child = spawnSync(process.execPath, [join(root, 'core/cli/bin/nixai.js'), 'build'], {
      ...{ cwd: empty, env: home.env, encoding: 'utf8' },
    });
    expect(child.status).to.equal(2);
    expect(child.stderr).to.contain('flake.nix').and.to.contain('-f FILE');
  });

  it('is shown line by line where that is asked for', async () => {
    writeFileSync(
      join(home.path, 'said.nix'),
      'derivation { name = "said"; system = builtins.currentSystem; builder = "/bin/sh"; args = [ "-c" "echo one; echo two; echo > $out" ]; }',
    );
    const { stderr } = await nixai('-f', 'said.nix', '--no-link', '--logs');
    expect(stderr).to.contain('said> one\nsaid> two');
  });

  /** One fails at once, one is quick, and one would take a minute. */
  const three = `let make = name: command: derivation { inherit name; system = builtins.currentSystem;
      builder = "/bin/sh"; PATH = "/usr/bin:/bin"; args = [ "-c" command ]; };
    in { all = [ (make "slow" "sleep 60") (make "bad" "sleep 2; exit 1") (make "quick" "echo > $out") ];
      slow = make "slow" "echo going; sleep 60"; }`;

  it('says of each derivation whether it was built, failed, or was broken off by Nix', async () => {
    home.file('three.nix', three);
    const more = ['--no-link', '--', '--max-jobs', '3'];
    const { builds, failed } = await json('-f', 'three.nix', '-A', 'all', ...more);
    expect(failed).to.have.length(1);
    const of = builds.map(({ derivation, outcome }) => [
      /-(\w+)\.drv/.exec(derivation)[1],
      outcome,
    ]);
    expect(Object.fromEntries(of)).to.deep.equal({
      ...{ slow: 'interrupted', bad: 'failed', quick: 'built' },
    });
  });

  it('that is broken off leaves nothing that looks done', async () => {
    home.file('three.nix', three);
    const argv = [join(root, 'core/cli/bin/nixai.js'), 'build', '-f', 'three.nix', '-A', 'slow'];
    const child = spawn(process.execPath, argv, {
      ...{ cwd: home.path, env: home.env, stdio: ['ignore', 'pipe', 'pipe'] },
    });
    let said = '';
    for await (const chunk of child.stderr) {
      said += chunk;
      // What has taken a second is told.
      if (/: slow …\n/.test(said) && child.exitCode === null) child.kill('SIGINT');
    }
    expect(said)
      .to.match(/: slow: failed, broken off/)
      .and.not.to.match(/slow: done/);
  });

  it('of a bare name means what the flake here has, also with no network', async () => {
    mkdirSync(join(home.path, 'named'));
    home.file(
      'named/flake.nix',
      '{ outputs = _: { packages.x86_64-linux.web = derivation { name = "web"; }; }; }\n',
    );
    const cwd = join(home.path, 'named');
    const NIX_CONFIG = `${home.env.NIX_CONFIG}flake-registry = http://127.0.0.1:1/flake-registry.json\ndownload-attempts = 1\n`;
    const run = (...words) =>
      spawnSync(process.execPath, [join(root, 'core/cli/bin/nixai.js'), 'build', ...words], {
        ...{ cwd, env: { ...home.env, NIX_CONFIG }, encoding: 'utf8' },
      });
    expect(run('web').stdout).to.contain('nixai build .#web');
    expect(run('elsewhere').stdout).not.to.contain('.#elsewhere');
    const { stderr } = run('cache-miss', 'elsewhere#web');
    expect(stderr)
      .to.contain('flake-registry.json')
      .and.to.match(/^hint: {2}with no network/m);
  });

  it('takes a command below it for one, wherever the flags stand', async () => {
    const { code, stderr } = await nixai('--logs', 'retry');
    expect(code).to.equal(2);
    expect(stderr)
      .to.contain('build retry is a command')
      .and.to.contain('nixai build retry --logs');
    const other = createHome(store.env);
    try {
      await other.nixai(['plugins', 'link', join(root, 'plugins/build')]);
      const none = await other.nixai(['build', 'profile']);
      expect(none.stderr).to.contain('keeps the last 50\n');
    } finally {
      other.remove();
    }
  });
});
