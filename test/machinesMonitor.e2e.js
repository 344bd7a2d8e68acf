// Timers that look at machines, and what they tell: hosts with a real sshd, a webhook, a sendmail, a command.
import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import { createDeployer } from './support/fleet/deployer.js';
import { canHaveHosts } from './support/fleet/fleet.js';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';
import { startSystemd, whyNoSystemd } from './support/systemd.js';

const link = (home) => home.nixai(['plugins', 'link', join(root, 'plugins/machines')]);
const canAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

describe('machines monitor', function () {
  this.timeout(120_000);
  let home;
  before(async () => {
    home = createHome({});
    await link(home);
    await home.nixai(['machines', 'init', '--yes']);
    await home.nixai(['machines', 'add', 'web1', '127.0.0.1', '--yes']);
  });
  after(() => home?.remove());
  const at = (name) => join(home.path, name);
  const monitor = async (...words) => {
    const said = await home.nixai(['machines', ...words, '--json']);
    return { ...JSON.parse(said.stdout), code: said.code };
  };

  it('writes units that systemd takes, without the address of a hook in them, and takes them back', async () => {
    const hook = [
      '--alert-on-drift',
      '--alert-webhook',
      'https://hooks.example.org/T0/secret-part',
    ];
    const words = ['monitor', 'web1', '--schedule', '*/15 * * * *', ...hook, '--to', at('units')];
    const dry = await monitor(...words, '--dry-run');
    expect([dry.written, dry.units.length]).to.deep.equal([false, 2]);
    expect(JSON.stringify(dry)).not.to.contain('secret-part');
    expect(existsSync(at('units'))).to.equal(false);
    const { files, when, start, written } = await monitor(...words, '--yes');
    expect([when, written]).to.deep.equal(['*-*-* *:00,15,30,45:00', true]);
    const [own, service, timer] = files;
    expect(statSync(own).mode & 0o777).to.equal(0o600);
    expect(readFileSync(own, 'utf8')).to.contain('secret-part');
    expect(readFileSync(service, 'utf8')).not.to.contain('secret-part');
    expect(start.at(-1)).to.match(/enable --now nixai-monitor-drift\.timer$/);
    if (canAnalyze) {
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', service, timer], {
        encoding: 'utf8',
      });
      expect([status, stderr.split('\n').filter((line) => /nixai/.test(line))]).to.deep.equal([
        0,
        [],
      ]);
    }
    await home.nixai(['undo', '--yes']);
    expect(files.filter((file) => existsSync(file))).to.deep.equal([]);
  });

  it('writes a module that Nix takes, for the health of machines and for rules as well', async () => {
    for (const words of [['monitor'], ['compliance', 'monitor', '--baseline', 'nixai-server-v1']]) {
      const more = ['--schedule', 'Mon *-*-* 03:00', '--format', 'nixos', '--to', at('nixos')];
      const { files } = await monitor(...words, ...more, '--yes');
      const text = readFileSync(files[1], 'utf8');
      expect(text).to.contain('OnCalendar = "Mon *-*-* 03:00";');
      if (spawnSync('nix-instantiate', ['--version']).status === 0)
        expect(spawnSync('nix-instantiate', ['--parse', files[1]]).status).to.equal(0);
    }
    const absent = await monitor('health-monitor', '--dry-run');
    expect(absent.error.code).to.equal('health-absent');
    await home.nixai(['plugins', 'link', join(root, 'plugins/health')]);
    const health = ['health-monitor', '--to', at('units'), '--format', 'systemd', '--yes'];
    expect((await monitor(...health)).files[1]).to.match(/nixai-monitor-health\.service$/);
    await home.nixai(['plugins', 'unlink', '@nixai/plugin-health', '--yes']);
  });

  it('has a timer measure, once it is said what is too much', async () => {
    const measure = (...words) =>
      monitor(
        'performance',
        'monitor',
        'web1',
        '--to',
        at('units'),
        '--format',
        'systemd',
        ...words,
      );
    const words = ['--schedule', 'hourly', '--alert-thresholds', 'cpu>80%,disk>85%'];
    const { monitored } = await measure(...words, '--yes');
    expect([monitored.monitor, monitored.written]).to.deep.equal(['performance', true]);
    const [own, service, timer] = monitored.files;
    expect(JSON.parse(readFileSync(own, 'utf8')).options).to.include({
      ...{ 'alert-thresholds': 'cpu>80%,disk>85%', duration: '1m', every: '5s' },
    });
    if (canAnalyze)
      expect(spawnSync('systemd-analyze', ['verify', service, timer]).status).to.equal(0);
    const code = async (...more) => (await measure(...more)).error?.code;
    expect(await code('--schedule', 'hourly', '--dry-run')).to.equal('usage');
    expect(await code(...words, '--duration', '24h', '--dry-run')).to.equal('usage');
    expect(await code('--alert-mail', 'ops@example.org')).to.equal('usage');
    await home.nixai(['undo', '--yes']);
  });

  it('refuses a time that is none, an address that is none, and a hook that nobody asked for', async () => {
    const code = async (...words) => (await monitor('monitor', ...words, '--dry-run')).error?.code;
    expect(await code('--schedule', '61 * * * *')).to.equal('usage');
    if (canAnalyze) expect(await code('--schedule', 'someday')).to.equal('usage');
    expect(await code('--alert-mail', 'a@b.c')).to.equal('usage');
    expect(await code('--alert-on-drift', '--alert-mail', 'a\nBcc: x@y.z')).to.equal('usage');
    expect(await code('--name', '../x')).to.equal('usage');
    const hook = ['--alert-on-drift', '--alert-webhook', 'http://example.org/x'];
    expect(await code(...hook)).to.equal('insecure-url');
    expect((await monitor('monitor', 'run', 'nothing')).error.code).to.equal('monitor-unknown');
  });
});

describe('a timer of machines monitor', function () {
  this.timeout(180_000);
  let home;
  let systemd;
  before(async function () {
    if (whyNoSystemd() !== undefined) this.skip();
    home = createHome({});
    await link(home);
    await home.nixai(['machines', 'init', '--yes']);
    // Nobody listens at this port: that it cannot be asked is what is told.
    await home.nixai(['machines', 'add', 'web1', '127.0.0.1', '--ssh-port', '3', '--yes']);
    const told = ['--alert-on-drift', '--alert-command', `cat >>${join(home.path, 'told')}`];
    const words = ['--format', 'systemd', '--to', 'units', '--schedule', '*-*-* *:*:*', '--yes'];
    const { code, stderr } = await home.nixai(['machines', 'monitor', ...told, ...words]);
    expect(code, stderr).to.equal(0);
    const unit = (ending) => `nixai-monitor-drift.${ending}`;
    const text = (ending) => readFileSync(join(home.path, 'units', unit(ending)), 'utf8');
    systemd = await startSystemd({
      [unit('timer')]: text('timer'),
      [unit('service')]: text('service'),
    });
  });
  after(async () => {
    await systemd?.stop();
    home?.remove();
  });

  it('has systemd look, and tells what is new once', async () => {
    const file = join(home.path, 'told');
    const runs = () =>
      systemd.run('journalctl', '--no-pager', '-u', 'nixai-monitor-drift.service').stdout;
    // As long as it takes: the test's own deadline ends it.
    while (!existsSync(file) || !/nothing is new/.test(runs()))
      await new Promise((resolve) => setTimeout(resolve, 300));
    const messages = readFileSync(file, 'utf8').trim().split('\n');
    expect(messages.map((line) => JSON.parse(line).text)).to.have.length(1);
    expect(messages[0]).to.contain('unreachable high on web1');
  });
});

describe('machines monitor run', function () {
  this.timeout(300_000);
  let deployer;
  let host;
  let server;
  let status = 200;
  const received = [];
  before(async function () {
    if (!canHaveHosts()) this.skip();
    deployer = await createDeployer();
    const system = deployer.fleet.system({ version: '1', makesEtc: true, files: { motd2: 'x\n' } });
    host = await deployer.host(system);
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        response.writeHead(status).end();
      });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { path } = deployer.home;
    writeFileSync(join(path, 'key'), 'a key\n');
    mkdirSync(join(path, 'bin'));
    writeFileSync(
      join(path, 'bin/sendmail'),
      '#!/bin/sh\necho "$@" >>"$HOME/mail"\ncat >>"$HOME/mail"\n',
    );
    chmodSync(join(path, 'bin/sendmail'), 0o755);
    const tell = [
      ...['--alert-on-drift', '--alert-webhook', `http://127.0.0.1:${server.address().port}/hook`],
      ...['--webhook-secret-file', join(path, 'key'), '--alert-mail', 'ops@example.org'],
      ...['--alert-command', 'cat >>"$HOME/said"', '--to', join(path, 'units')],
    ];
    const words = ['machines', 'monitor', '--format', 'systemd', ...tell, '--yes'];
    const { code, stderr } = await deployer.home.nixai(words);
    expect(code, stderr).to.equal(0);
    // What these hosts have that nothing declares is there from the beginning.
    await run();
    received.length = 0;
    rmSync(join(path, 'mail'), { force: true });
  });
  after(async () => {
    server?.close();
    await deployer?.close();
  });
  async function run(...words) {
    const { path, env } = deployer.home;
    const said = await deployer.home.nixai(
      ['machines', 'monitor', 'run', 'drift', '--json', ...words],
      { env: { PATH: `${join(path, 'bin')}:${env.PATH}` } },
    );
    return { ...JSON.parse(said.stdout), code: said.code };
  }
  const kinds = ({ changes }) => changes.map(({ kind, id }) => `${kind} ${id}`.trim());

  it('tells what is new once, signed, by each way, and that it is over', async () => {
    expect(kinds(await run())).to.deep.equal([]);
    expect(received).to.deep.equal([]);
    writeFileSync(host.path('etc/odd.conf'), 'password = hunter2hunter2\n');
    expect(kinds(await run('--dry-run'))).to.deep.equal(['new etc-unmanaged:/etc/odd.conf']);
    const first = await run();
    expect(kinds(first)).to.deep.equal(['new etc-unmanaged:/etc/odd.conf']);
    expect([first.code, first.told.map(({ way, fault }) => [way, fault])]).to.deep.equal([
      0,
      [
        ['webhook', undefined],
        ['mail', undefined],
        ['command', undefined],
      ],
    ]);
    const [{ headers, body }] = received;
    const [, time, hash] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-nixai-signature']);
    expect(hash).to.equal(createHmac('sha256', 'a key').update(`${time}.${body}`).digest('hex'));
    const { text, id, changes } = JSON.parse(body);
    expect([headers['x-nixai-id'], changes.length]).to.deep.equal([id, 1]);
    expect(text).to.contain('new low on host1: etc-unmanaged:/etc/odd.conf');
    expect(body).not.to.contain('hunter2');
    const mail = readFileSync(join(deployer.home.path, 'mail'), 'utf8');
    expect(mail).to.match(/^-t -oi\nTo: ops@example\.org\nSubject: \[nixai\] drift: 1 change, low/);
    const said = readFileSync(join(deployer.home.path, 'said'), 'utf8').trim().split('\n');
    expect(JSON.parse(said.at(-1)).id).to.equal(id);
    expect(kinds(await run())).to.deep.equal([]);
    rmSync(host.path('etc/odd.conf'));
    expect(kinds(await run())).to.deep.equal([]);
    expect(kinds(await run())).to.deep.equal(['cleared etc-unmanaged:/etc/odd.conf']);
    expect(received).to.have.length(2);
  });

  it('keeps what could not be sent, fails for systemd, and sends the same in the next run', async () => {
    status = 403;
    host.refusing = true;
    const failed = await run();
    host.refusing = false;
    expect([kinds(failed), failed.code, failed.untold]).to.deep.equal([['unreachable'], 1, 1]);
    expect(failed.told[0].fault).to.contain('403');
    const { id } = JSON.parse(received.at(-1).body);
    status = 200;
    received.length = 0;
    const next = await run();
    expect([kinds(next), next.code, next.untold]).to.deep.equal([['back'], 0, 0]);
    expect(received.map(({ body }) => JSON.parse(body).id)[0]).to.equal(id);
    expect(received).to.have.length(2);
  });

  it('is listed and shown with what it found', async () => {
    const { path } = deployer.home;
    const nixai = async (...words) =>
      (await deployer.home.nixai(['machines', 'monitor', ...words])).stdout;
    writeFileSync(host.path('etc/odd.conf'), 'x\n');
    await run();
    const [known] = JSON.parse(await nixai('list', '--json')).monitors;
    expect([known.name, known.check, known.ways]).to.deep.equal([
      ...['drift', 'drift', ['webhook', 'mail', 'command']],
    ]);
    expect(known.findings.map(({ id }) => id)).to.include('etc-unmanaged:/etc/odd.conf');
    expect(Date.parse(known.ran)).to.be.a('number');
    expect(await nixai('list')).to.match(/^drift +drift +all +not (?:known|here|started) +20/m);
    expect(await nixai('show', 'drift')).to.match(/low +host1 +etc-unmanaged:\/etc\/odd\.conf/);
    rmSync(host.path('etc/odd.conf'));
    const odd = join(path, '.config/nixai/monitors/odd.json');
    writeFileSync(odd, '{}');
    expect(await nixai('list')).to.contain('odd.json is no monitor');
    rmSync(odd);
  });

  it('measures, and tells once what lasts', async () => {
    const words = ['--schedule', 'hourly', '--duration', '2s', '--every', '1s', '--yes'];
    const limits = ['--alert-thresholds', 'memory>0%,load>9999'];
    const to = ['--to', join(deployer.home.path, 'units'), '--format', 'systemd'];
    const way = ['--alert-command', 'cat >>"$HOME/measured"'];
    const wrote = await deployer.home.nixai([
      ...['machines', 'performance', 'monitor', ...words, ...limits, ...to, ...way],
    ]);
    expect(wrote.code, wrote.stderr).to.equal(0);
    const look = async () =>
      JSON.parse(
        (await deployer.home.nixai(['machines', 'monitor', 'run', 'performance', '--json'])).stdout,
      );
    expect(kinds(await look())).to.deep.equal(['new memory>0%']);
    expect(kinds(await look())).to.deep.equal([]);
    const said = readFileSync(join(deployer.home.path, 'measured'), 'utf8');
    expect(said).to.contain('above it in');
    host.refusing = true;
    expect(kinds(await look())).to.deep.equal(['unreachable']);
    host.refusing = false;
  });

  it('sends a message on trial', async () => {
    received.length = 0;
    expect((await run('--test')).code).to.equal(0);
    expect(JSON.parse(received[0].body).text).to.contain('a test of this alert');
  });
});
