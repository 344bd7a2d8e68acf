// `services.nixai.mcp`: what the NixOS and Home Manager modules make of it. Nix evaluates the modules,
// with a stub of nixpkgs, and the command that they write is started as systemd would.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { createMachine, hasAnalyze, hasNix } from './support/nixModules.js';
import { root } from './support/packed.js';
import { startSystemd, whyNoSystemd } from './support/systemd.js';

describe('the MCP server, by a NixOS or Home Manager configuration', function () {
  this.timeout(240_000);
  let machine;
  before(async function () {
    if (!hasNix) this.skip();
    machine = await createMachine(['mcp', 'explain']);
  });
  after(() => machine?.remove());

  const unitFile = (service) =>
    [
      '[Service]',
      ...Object.entries(service).flatMap(([name, value]) =>
        [value].flat().map((one) => `${name}=${String(one)}`),
      ),
      '',
    ].join('\n');
  const serviceOf = (module, mcp) => machine.evaluate(module, { mcp }).units['nixai-mcp']?.service;

  for (const module of ['nixos', 'home-manager']) {
    it(`is off in ${module} unless that is asked for, and then at the socket alone`, () => {
      expect(serviceOf(module, {})).to.equal(undefined);
      const { ExecStart } = serviceOf(module, { enable: true });
      expect(ExecStart).to.equal(
        `${machine.program} mcp-server start --socket-path=%t/nixai/mcp.sock`,
      );
    });

    it(`has in ${module} HTTP and tools that write where that is said`, () => {
      const { ExecStart } = serviceOf(module, { enable: true, port: 9000, allowWrite: true });
      expect(ExecStart).to.include('--http --host=127.0.0.1 --port=9000 --allow-write');
    });
  }

  it('is a unit that systemd understands', function () {
    if (!hasAnalyze) this.skip();
    const service = serviceOf('home-manager', { enable: true });
    const unit = join(machine.folder, 'nixai-mcp.service');
    writeFileSync(unit, unitFile(service));
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--user', unit], {
      encoding: 'utf8',
      env: { ...process.env, XDG_RUNTIME_DIR: machine.folder },
    });
    expect(status, stderr).to.equal(0);
  });

  for (const allowWrite of [false, true])
    it(`is in a sandbox${allowWrite ? ', also where it may write' : ''}`, function () {
      if (!hasAnalyze) this.skip();
      const service = serviceOf('nixos', { enable: true, allowWrite });
      const unit = join(machine.folder, 'nixai-mcp.service');
      writeFileSync(unit, `${unitFile(service)}User=ada\n`);
      const argv = ['security', '--offline=yes', '--no-pager', unit];
      const { stdout } = spawnSync('systemd-analyze', argv, { encoding: 'utf8' });
      expect(Number(/exposure level[^:]*: ([\d.]+)/.exec(stdout)?.[1]), stdout).to.be.at.most(2);
    });

  it('answers in the systemd of a person', async function () {
    if (whyNoSystemd() !== undefined) this.skip();
    const runtime = '/run/user/0';
    const service = serviceOf('nixos', { enable: true });
    const units = join(machine.home.path, '.config/systemd/user');
    mkdirSync(units, { recursive: true });
    for (const name of ['.cache', '.local/state', '.local/share'])
      mkdirSync(join(machine.home.path, name), { recursive: true });
    writeFileSync(join(units, 'nixai-mcp.service'), unitFile(service));
    const environment = { ...machine.home.env, XDG_RUNTIME_DIR: runtime };
    const lines = Object.entries(environment).map(
      ([name, value]) => `Environment="${name}=${value}"`,
    );
    const systemd = await startSystemd({
      'person.service': [
        '[Service]',
        ...lines,
        // As logind and the system's manager have made them on a machine.
        `ExecStartPre=/bin/mkdir -p -m 700 ${runtime} /run/systemd/unit-root`,
        'ExecStart=/lib/systemd/systemd --user',
        'Delegate=yes',
      ].join('\n'),
    });
    try {
      const words = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
      const asPerson = (...argv) => systemd.run('env', ...words, ...argv);
      while (asPerson('systemctl', '--user', 'daemon-reload').status !== 0) await sleep(100);
      expect(asPerson('systemctl', '--user', 'start', 'nixai-mcp.service').stderr).to.equal('');
      const journal = () => systemd.run('journalctl', '-o', 'cat', '--no-pager', '-n', '20').stdout;
      for (let left = 300; left > 0; left--) {
        const { status } = asPerson(machine.program, 'mcp-server', 'status');
        if (status === 0) return;
        const { stdout } = asPerson('systemctl', '--user', 'is-failed', 'nixai-mcp.service');
        if (stdout.trim() === 'failed') throw new Error(journal());
        await sleep(200);
      }
      throw new Error(journal());
    } finally {
      await systemd.stop();
    }
  });

  it('listens where the unit says, and ends well when it is told', async () => {
    const { ExecStart } = serviceOf('nixos', { enable: true });
    const runtime = join(machine.folder, 'run');
    mkdirSync(runtime, { mode: 0o700 });
    const [command, ...words] = ExecStart.replaceAll('%t', runtime).split(' ');
    const env = { ...machine.home.env, XDG_RUNTIME_DIR: runtime };
    const server = spawn(command, words, { env, stdio: 'ignore' });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    const connects = () =>
      new Promise((resolve) => {
        const client = createConnection(join(runtime, 'nixai/mcp.sock'));
        client.once('connect', () => resolve(true) || client.destroy());
        client.once('error', () => resolve(false));
      });
    while (!(await connects())) await sleep(50);
    server.kill('SIGTERM');
    expect(await ended).to.equal(0);
  });

  it('sets only options that NixOS has', async () => {
    const file = join(root, 'nix/modules/mcp/mcp.nix');
    const { stdout } = await machine.home.nixai(['check', file, '--json']);
    const { findings, definitions } = JSON.parse(stdout);
    expect(definitions).to.be.at.least(1);
    expect(findings.filter(({ severity }) => severity !== 'note')).to.deep.equal([]);
  });
});
