// `nixai diagnose` against the real Nix: builds that fail, the logs its store keeps, its evaluator.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { hostname } from 'node:os';
import { expect } from 'chai';
import { createDiagnoseHome } from './support/diagnose.js';
import { nixConfig } from './support/nixStore.js';

const has = (program) => spawnSync(program, ['--version']).error === undefined;
const compilerError = "counter.c:3:3: error: unknown type name 'uint32'";

describe('diagnosing with the real Nix', function () {
  let home;
  before(async () => (home = await createDiagnoseHome({ NIX_CONFIG: nixConfig })));
  after(() => home.remove());

  const json = async (argv, options) => {
    const run = await home.nixai(['diagnose', '--no-ai', '--json', ...argv], options);
    return { ...run, document: JSON.parse(run.stdout) };
  };

  /** The log of a derivation as the store keeps it, in a log folder of our own. */
  function storeLog(derivation, end, content) {
    const folder = join(home.path, 'logs/drvs', derivation.slice(0, 2));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, derivation.slice(2) + end), content);
    return { NIX_LOG_DIR: join(home.path, 'logs') };
  }

  describe('a log as it lies in the store', () => {
    const log = `unpacking sources\n${compilerError}\nmake: *** [Makefile:2: counter.o] Error 1\n`;
    for (const [end, packer] of [['.bz2', 'bzip2'], ['.xz', 'xz'], ['.zst', 'zstd'], ['']])
      it(packer === undefined ? 'plain' : `packed by ${packer}`, async function () {
        if (packer !== undefined && !has(packer)) this.skip();
        const content =
          packer === undefined ? log : spawnSync(packer, ['-c'], { input: log }).stdout;
        const derivation = `${'a'.repeat(31)}${end.length}-counter-1.2.drv`;
        const env = storeLog(derivation, end, content);
        const path = `/nix/store/${derivation}`;
        const { code, document } = await json(['--nix-log', path], { env });
        expect(code).to.equal(1);
        expect(document.findings[0].class).to.equal('compile-error');
      });

    it('refuses a damaged one', async function () {
      if (!has('xz')) this.skip();
      const derivation = `${'b'.repeat(32)}-counter-1.2.drv`;
      const env = storeLog(derivation, '.xz', 'this is not packed');
      const { code, stdout } = await json(['--nix-log', `/nix/store/${derivation}`], { env });
      expect(code).to.equal(5);
      expect(stdout).to.contain('log-unreadable');
    });
  });

  describe('a build that fails', () => {
    let build;
    let derivation;

    before(function () {
      // Without Nix there is nothing to build with.
      if (!has('nix-build')) this.skip();
      const file = home.file(
        'default.nix',
        `derivation {
          name = "counter-${process.pid}";
          system = builtins.currentSystem;
          builder = "/bin/sh";
          args = [ "-c" ''echo "cc -c counter.c"; echo "${compilerError}" >&2; exit 2'' ];
        }\n`,
      );
      build = spawnSync('nix-build', ['--no-out-link', file], {
        cwd: home.path,
        env: home.env,
        encoding: 'utf8',
      });
      derivation = /\/nix\/store\/\S+?\.drv/.exec(build.stderr)?.[0];
      expect(derivation, build.stderr).to.be.a('string');
    });

    it('is explained from what it printed', async () => {
      const { code, document } = await json([], { input: build.stderr });
      expect(code).to.equal(1);
      const [cause] = document.findings;
      expect(cause).to.include({ class: 'compile-error', role: 'cause' });
      expect(cause.at).to.include({ file: 'counter.c', line: 3 });
      expect(document.builds.map(({ derivation: name }) => basename(name)).join()).to.contain(
        `counter-${process.pid}`,
      );
    });

    it('is explained from the log of its derivation', async () => {
      const { code, document } = await json(['--nix-log', derivation]);
      expect(code).to.equal(1);
      expect(document.findings[0]).to.include({ class: 'compile-error' });
    });

    it('refuses what was never built', async () => {
      const { code, stdout } = await json(['--nix-log', `/nix/store/${'c'.repeat(32)}-none.drv`]);
      expect(code).to.equal(5);
      expect(stdout).to.contain('log-unreadable');
    });
  });

  it('finds nothing wrong in the log of an output that was built', async function () {
    if (!has('nix-build')) this.skip();
    const file = home.file(
      'good.nix',
      `derivation {
        name = "good-${process.pid}";
        system = builtins.currentSystem;
        builder = "/bin/sh";
        args = [ "-c" "echo built with 0 errors; echo done > $out" ];
      }\n`,
    );
    const options = { cwd: home.path, env: home.env, encoding: 'utf8' };
    const { stdout } = spawnSync('nix-build', ['--no-out-link', file], options);
    const { code, document } = await json(['--nix-log', stdout.trim()]);
    expect([code, document.outcome]).to.deep.equal([0, 'nothing-wrong']);
    expect(document.input.lines).to.equal(1);
  });

  it('says how this machine is set, where that decides', async function () {
    if (!has('nix')) this.skip();
    const input =
      "error: experimental Nix feature 'flakes' is disabled; use '--extra-experimental-features flakes' to override\n";
    const told = async (log) =>
      (await home.nixai(['diagnose', '--no-ai', '--full'], { input: log })).stdout;
    const ofHost = (name) => `Nov 29 05:00:00 ${name} nixos-rebuild[7]: ${input}`;
    expect(await told(ofHost(hostname()))).to.match(
      /On this machine:\n +- experimental-features: .*nix-command/,
    );
    // A log from elsewhere, and one that does not say where from, are not mixed with it.
    for (const log of [ofHost('elsewhere'), input])
      expect(await told(log)).not.to.contain('On this machine');
  });

  it('explains what its evaluator says', async function () {
    if (!has('nix-instantiate')) this.skip();
    const file = home.file('broken.nix', '{ a = 1;\n  b = nodejs_99;\n}\n');
    const { stderr } = spawnSync('nix-instantiate', ['--eval', '--strict', file], {
      env: home.env,
      encoding: 'utf8',
    });
    const { document } = await json([], { input: stderr });
    expect(document.findings[0]).to.include({ class: 'undefined-variable', phase: 'eval' });
    expect(document.findings[0].at).to.include({ line: 2 });
    expect(document.findings[0].source.lines.map(({ text }) => text).join()).to.contain(
      'nodejs_99',
    );
  });
});
