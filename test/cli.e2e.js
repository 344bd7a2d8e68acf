import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli } from './support/packed.js';

describe('the packed CLI in a clean HOME', () => {
  let home;
  beforeEach(() => (home = createHome()));
  afterEach(() => home.remove());

  it('answers a question with no model, no key, no Nix and no network', async () => {
    const { code, stdout } = await home.nixai(['how do I enable SSH in NixOS?'], {
      env: { NIXAI_OFFLINE: '1' },
    });
    expect(code).to.equal(0);
    expect(stdout)
      .to.contain('services.openssh.enable = true;')
      .and.to.contain('nixos-rebuild switch');
    expect(stdout).to.match(/https:\/\//);
  });

  it('takes the same question by --ask, -a and ask', async () => {
    const question = 'how do I enable SSH in NixOS?';
    const answers = await Promise.all(
      [
        ['ask', question],
        ['--ask', question],
        ['-a', question],
      ].map((argv) => home.nixai([...argv, '--no-ai'])),
    );
    expect(new Set(answers.map(({ stdout }) => stdout)).size).to.equal(1);
    expect(answers[0].stdout).to.contain('services.openssh.enable');
  });

  it('takes the question after a file that is given along', async () => {
    const file = home.file('x.nix', '{ services.openssh.enable = true; }\n');
    const argv = ['ask', '--no-ai', '--context-file', file, 'how do I enable SSH in NixOS?'];
    expect((await home.nixai(argv)).stdout).to.contain('services.openssh.enable = true;');
  });

  it('says that it does not know instead of guessing', async () => {
    const { stdout } = await home.nixai(['ask', '--no-ai', 'how do I bake a sourdough bread?']);
    expect(stdout).to.match(/not in my handbook/i);
  });

  it('prints the answer to stdout alone, without colour into a pipe', async () => {
    const { stdout } = await home.nixai(['ask', '--no-ai', 'how do I enable SSH?']);
    expect(stdout).not.to.contain('\u001b');
  });

  it('gives one JSON document, for answers and for errors', async () => {
    const answer = await home.nixai(['ask', '--no-ai', '--json', 'how do I enable SSH?']);
    expect(JSON.parse(answer.stdout)).to.be.an('object');
    const failure = await home.nixai(['docs', 'sync', '--nonsense', '--json']);
    expect(failure.code).to.equal(2);
    expect(JSON.parse(failure.stdout).error.code).to.equal('usage');
  });

  it('suggests the command that was meant', async () => {
    const { code, stderr } = await home.nixai(['docs', 'statsu']);
    expect(code).to.equal(2);
    expect(stderr).to.contain('docs status');
  });

  it('knows topics, and the commands of plugins that are not there, when it suggests', async () => {
    expect((await home.nixai(['histroy'])).stderr).to.contain('nearest: history');
    expect((await home.nixai(['diagnos', 'log'])).stderr).to.contain('nearest: diagnose');
    expect((await home.nixai(['plugins', 'list'])).stderr).to.match(/hint: +nixai plugins\n/);
    const help = await home.nixai(['help', 'histroy']);
    expect(help.code).to.equal(2);
    expect(help.stderr).to.contain('hint:  nixai history');
  });

  it('works for a user whom the system does not know, and where HOME is empty', async function () {
    const { bin } = installedCli();
    const answer = (argv, env) =>
      spawnSync(argv[0], [...argv.slice(1), process.execPath, bin, 'what is a flake?'], {
        cwd: home.path,
        env: { ...home.env, ...env },
        encoding: 'utf8',
      });
    const empty = answer(['/usr/bin/env'], { HOME: '', XDG_STATE_HOME: `${home.path}/state` });
    expect(empty.status, empty.stderr).to.equal(0);
    expect(readdirSync(home.path)).to.deep.equal(['state']);
    if (process.getuid() !== 0) this.skip();
    chmodSync(home.path, 0o777);
    chmodSync(join(bin, '../../../../..'), 0o755);
    const unknown = answer(['setpriv', '--reuid', '54321', '--clear-groups'], {});
    expect(unknown.status, unknown.stderr).to.equal(0);
    expect(unknown.stdout).to.contain('flake.nix');
  });

  it('prints its version without writing a thing', async () => {
    const { code, stdout } = await home.nixai(['--version']);
    expect(code).to.equal(0);
    expect(stdout).to.match(/^nixai\/\d+\.\d+\.\d+ /);
    expect(readdirSync(home.path)).to.deep.equal([]);
  });

  it('lists its commands in --help, and each command explains itself', async () => {
    const { code, stdout } = await home.nixai(['--help']);
    expect(code).to.equal(0);
    expect(stdout).to.contain('ask').and.to.contain('docs').and.to.contain('plugins');
    expect(stdout).to.contain('$ nixai "how do I enable SSH in NixOS?"');
    expect((await home.nixai(['ask', '--help'])).stdout).to.contain('--no-ai');
  });

  it('fills the lines of a help text, wherever its source was broken', async () => {
    const { stdout } = await home.nixai(['check', '--help']);
    const description = /^ {2}Reads a file[^]*?\n\n/m.exec(stdout)?.[0] ?? '';
    const lines = description.trimEnd().split('\n');
    expect(lines.length).to.be.at.least(5);
    // The next word would not have fitted: oclif leaves three columns free.
    for (const [at, line] of lines.slice(0, -1).entries())
      expect(`${line} ${lines[at + 1].trim().split(' ')[0]}`.length).to.be.above(76);
  });

  it('ends quietly when its reader has gone', () => {
    const { bin } = installedCli();
    const { status, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `set -o pipefail; "${process.execPath}" "${bin}" ask --no-ai "how do I enable SSH?" | head -n 1 >/dev/null; exit \${PIPESTATUS[0]}`,
      ],
      { env: { HOME: home.path, PATH: process.env.PATH }, encoding: 'utf8' },
    );
    expect(stderr).to.equal('');
    expect(status).to.equal(0);
  });

  it('ends with 130 on Ctrl-C', async () => {
    // A question that waits for stdin: the pipe stays open, so only the signal ends it.
    const child = spawn(
      process.execPath,
      [installedCli().bin, 'ask', '--no-ai', 'is this secure?'],
      {
        env: { HOME: home.path, PATH: process.env.PATH },
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    // Far more than a pipe or a socket holds: when it is through, the question is being read.
    await new Promise((resolve) => child.stdin.write('# text\n'.repeat(600_000), resolve));
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).to.equal(130);
  });
});
