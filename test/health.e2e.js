// A machine as its users have it: a real systemd with units that fail, and machines as folders, with
// faults that were put there one by one.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { startModelService } from '../core/models/dist/testing/modelService.js';
import { createHome } from './support/home.js';
import { installedCli, root } from './support/packed.js';
import { startSystemd, whyNoSystemd } from './support/systemd.js';

const plugin = join(root, 'plugins/health');
const day = 24 * 60 * 60 * 1000;

describe('health', function () {
  this.timeout(240_000);
  let home;
  before(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    for (const folder of [plugin, join(root, 'plugins/diagnose')]) {
      const { code, stderr } = await home.nixai(['plugins', 'link', folder]);
      expect(code, stderr).to.equal(0);
    }
  });
  after(() => home?.remove());

  const report = async (...argv) => {
    const { stdout, stderr, code } = await home.nixai(['health', ...argv, '--json']);
    expect(stdout, stderr).to.not.equal('');
    return { code, ...JSON.parse(stdout) };
  };
  const troubles = ({ results }) =>
    results
      .filter(({ status }) => ['minor', 'major', 'critical'].includes(status))
      .map(
        ({ check, target, status }) =>
          `${check}${target === undefined ? '' : ` ${target}`}: ${status}`,
      );

  describe('on a machine that is a folder', () => {
    let machine;
    beforeEach(() => {
      machine = join(home.path, 'machine');
      rmSync(machine, { recursive: true, force: true });
      layNixos();
    });

    const at = (path) => join(machine, path);
    function put(path, text) {
      mkdirSync(dirname(at(path)), { recursive: true });
      rmSync(at(path), { recursive: true, force: true });
      writeFileSync(at(path), text);
    }
    function link(path, target) {
      mkdirSync(dirname(at(path)), { recursive: true });
      rmSync(at(path), { recursive: true, force: true });
      symlinkSync(target, at(path));
    }
    const lock = (days) =>
      JSON.stringify({
        nodes: {
          root: { inputs: { nixpkgs: 'nixpkgs' } },
          nixpkgs: {
            locked: {
              type: 'github',
              owner: 'NixOS',
              repo: 'nixpkgs',
              lastModified: Math.floor((Date.now() - days * day) / 1000),
            },
          },
        },
        root: 'root',
        version: 7,
      });

    /** A whole and healthy NixOS, as far as it lies in files. */
    function layNixos() {
      put('etc/NIXOS', '');
      put(
        'etc/os-release',
        `ID=nixos\nVERSION_ID=26.05\nSUPPORT_END=${new Date(Date.now() + 100 * day).toISOString().slice(0, 10)}\n`,
      );
      put(
        'etc/nixos/configuration.nix',
        '{ services.openssh.enable = true; networking.hostName = "web1"; system.stateVersion = "26.05"; }\n',
      );
      put('etc/nixos/flake.lock', lock(3));
      put(
        'etc/nix/nix.conf',
        'trusted-users = root\nrequire-sigs = true\nsandbox = true\nsubstituters = https://cache.nixos.org\nauto-optimise-store = true\nexperimental-features = nix-command flakes\n',
      );
      put(
        'etc/ssh/sshd_config',
        'PermitRootLogin no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n',
      );
      put('etc/systemd/system/nix-gc.timer', '');
      put(
        'proc/meminfo',
        'MemTotal: 8000000 kB\nMemAvailable: 6000000 kB\nSwapTotal: 1000000 kB\nSwapFree: 1000000 kB\n',
      );
      put('proc/loadavg', '0.10 0.20 0.30 1/200 999\n');
      put('proc/stat', 'cpu 1\ncpu0 1\ncpu1 1\n');
      for (const kind of ['memory', 'io', 'cpu'])
        put(`proc/pressure/${kind}`, 'full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n');
      for (const number of [1, 2]) {
        put(`nix/store/k${number}/bzImage`, 'kernel');
        put(`nix/store/i${number}/initrd`, 'initrd');
        link(`nix/store/s${number}/kernel`, `/nix/store/k${number}/bzImage`);
        link(`nix/store/s${number}/initrd`, `/nix/store/i${number}/initrd`);
        link(`nix/var/nix/profiles/system-${number}-link`, `/nix/store/s${number}`);
        put(`boot/EFI/nixos/k${number}.efi`, 'kernel');
        put(
          `boot/loader/entries/nixos-generation-${number}.conf`,
          `linux /EFI/nixos/k${number}.efi\n`,
        );
      }
      link('nix/var/nix/profiles/system', 'system-2-link');
      link('run/current-system', '/nix/store/s2');
      link('run/booted-system', '/nix/store/s2');
    }

    it('finds nothing on a healthy one', async () => {
      const found = await report('--root', machine);
      expect(troubles(found).filter((one) => !one.startsWith('disk.'))).to.deep.equal([]);
      expect(found.nixos).to.equal(true);
      expect(found.counts.ok).to.be.at.least(15);
    });

    const faults = {
      'config.parse /etc/nixos/configuration.nix:1: major': () =>
        put('etc/nixos/configuration.nix', '{ a = ; }\n'),
      'config.check: major': () =>
        put(
          'etc/nixos/configuration.nix',
          '{ services.opensssh.enable = true; system.stateVersion = "26.05"; }\n',
        ),
      'release.eol: critical': () => put('etc/os-release', 'ID=nixos\nVERSION_ID=24.05\n'),
      'release.eol: major': () =>
        put(
          'etc/os-release',
          `ID=nixos\nVERSION_ID=26.05\nSUPPORT_END=${new Date(Date.now() - 9 * day).toISOString().slice(0, 10)}\n`,
        ),
      'channel.age nixpkgs: minor': () => put('etc/nixos/flake.lock', lock(40)),
      'channel.age nixpkgs: major': () => put('etc/nixos/flake.lock', lock(200)),
      'nix.config trusted-users: critical': () =>
        put('etc/nix/nix.conf', 'trusted-users = root *\nauto-optimise-store = true\n'),
      'nix.config require-sigs: major': () =>
        put('etc/nix/nix.conf', 'require-sigs = false\nauto-optimise-store = true\n'),
      'nix.config sandbox: minor': () =>
        put('etc/nix/nix.conf', 'sandbox = false\nauto-optimise-store = true\n'),
      'nix.config http://cache.lan: minor': () =>
        put('etc/nix/nix.conf', 'substituters = http://cache.lan\nauto-optimise-store = true\n'),
      'store.optimise: minor': () => put('etc/nix/nix.conf', 'sandbox = true\n'),
      'store.gc: minor': () => rmSync(at('etc/systemd/system/nix-gc.timer')),
      'ssh.harden PermitRootLogin: major': () =>
        put('etc/ssh/sshd_config', 'PermitRootLogin yes\n'),
      'ssh.harden PasswordAuthentication: minor': () => put('etc/ssh/sshd_config', 'Port 22\n'),
      'resources.memory: major': () =>
        put('proc/meminfo', 'MemTotal: 8000000 kB\nMemAvailable: 200000 kB\n'),
      'resources.swap: minor': () =>
        put(
          'proc/meminfo',
          'MemTotal: 8000000 kB\nMemAvailable: 6000000 kB\nSwapTotal: 1000000 kB\nSwapFree: 100000 kB\n',
        ),
      'resources.load: major': () => put('proc/loadavg', '40 40 40 1/200 999\n'),
      'resources.pressure memory: major': () =>
        put('proc/pressure/memory', 'full avg10=50 avg60=50 avg300=50.00 total=9\n'),
      'generation.current: minor': () => link('run/current-system', '/nix/store/s1'),
      'boot.reboot: minor': () => link('run/booted-system', '/nix/store/s1'),
      'generation.rollback: minor': () => rmSync(at('nix/var/nix/profiles/system-1-link')),
      'boot.entries generation 2: major': () =>
        rmSync(at('boot/loader/entries/nixos-generation-2.conf')),
      'boot.entries nixos-generation-2.conf: critical': () => rmSync(at('boot/EFI/nixos/k2.efi')),
    };
    for (const [told, fault] of Object.entries(faults))
      it(`tells ${told}`, async () => {
        fault();
        const found = troubles(await report('--root', machine)).filter(
          (one) => !one.startsWith('disk.'),
        );
        expect(found.map((one) => one.replace(machine, ''))).to.include(told);
        // A fault may have a second sign, and no third.
        expect(found.length, found.join('\n')).to.be.at.most(2);
      });

    it('is what the published schema says, and a baseline of it silences what was known', async () => {
      put('etc/ssh/sshd_config', 'PermitRootLogin yes\n');
      const baseline = join(home.path, 'baseline.json');
      const found = await home.nixai([
        'health',
        'ssh',
        '--root',
        machine,
        '--save-baseline',
        baseline,
        '--json',
      ]);
      const schema = JSON.parse(readFileSync(join(plugin, 'schemas/health.json'), 'utf8'));
      const valid = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
      expect(valid(JSON.parse(found.stdout)), JSON.stringify(valid.errors)).to.equal(true);
      expect(found.code).to.equal(2);
      const again = await home.nixai(['health', 'ssh', '--root', machine, '--baseline', baseline]);
      expect(again.code, again.stdout).to.equal(0);
      expect(again.stdout).to.contain('1 issue as in the baseline');
    });

    it('is kept where that is asked for, and only then', async () => {
      await home.nixai(['health', 'resources', '--root', machine]);
      expect((await home.nixai(['health', 'history'])).stdout).to.contain('No report was kept yet');
      await home.nixai(['health', 'resources', '--root', machine, '--record']);
      put('proc/meminfo', 'MemTotal: 8000000 kB\nMemAvailable: 400000 kB\n');
      await home.nixai(['health', 'resources', '--root', machine, '--record']);
      const { stdout } = await home.nixai(['health', 'history']);
      expect(stdout).to.contain('resources.memory').and.to.contain('█').and.to.contain('75 → 5 %');
    });

    it('is written as metrics, whole, over an older report and over nothing else without a yes', async () => {
      const file = join(home.path, 'health.prom');
      const words = ['health', 'ssh', '--root', machine, '--prometheus-metrics'];
      const write = () => home.nixai([...words, '--output', file]);
      await write();
      expect(readFileSync(file, 'utf8')).to.contain('nixai_health_check{check="ssh.harden"} 0');
      put('etc/ssh/sshd_config', 'PermitRootLogin yes\n');
      await write();
      expect(readFileSync(file, 'utf8')).to.contain(
        'nixai_health_check{check="ssh.harden",target="PermitRootLogin"} 2',
      );
      // A person's, though it begins like a report of ours.
      for (const mine of ['mine\n', `${readFileSync(file, 'utf8')}mine 1\n`]) {
        writeFileSync(file, mine);
        const { code } = await write();
        expect(code).to.equal(64);
        expect(readFileSync(file, 'utf8')).to.equal(mine);
      }
    });

    it('is written as text over what it wrote itself, and over nothing that was changed since', async () => {
      const file = join(home.path, 'health.txt');
      const write = () => home.nixai(['health', 'ssh', '--root', machine, '--output', file]);
      await write();
      put('etc/ssh/sshd_config', 'PermitRootLogin yes\n');
      await write();
      const report = readFileSync(file, 'utf8');
      expect(report).to.contain('PermitRootLogin');
      const noted = `${report}\nasked Bob about it\n`;
      writeFileSync(file, noted);
      expect((await write()).code).to.equal(64);
      expect(readFileSync(file, 'utf8')).to.equal(noted);
    });

    it('is put into plain words by a model where that is asked for, and what it adds is named', async () => {
      put('etc/ssh/sshd_config', 'PermitRootLogin yes\n');
      const text = 'Root may log in. Then run `systemctl stop sshd`.';
      const server = await startModelService('ollama', { models: ['m'], texts: [text] });
      try {
        const env = { NIXAI_PROVIDER: 'ollama', NIXAI_MODEL: 'm', NIXAI_OFFLINE: 'false' };
        const more = { env: { ...env, OLLAMA_HOST: server.url } };
        const words = ['health', 'ssh', '--root', machine];
        const plain = await home.nixai([...words, '--json'], more);
        expect(JSON.parse(plain.stdout)).not.to.have.property('words');
        expect(server.seen).to.have.length(0);
        const told = JSON.parse((await home.nixai([...words, '--explain', '--json'], more)).stdout);
        expect(told.words.explanation.text).to.contain('Root may log in');
        expect(told.words.unbacked).to.deep.equal(['systemctl stop sshd']);
        const shown = await home.nixai([...words, '--explain'], more);
        expect(shown.stdout).to.contain('No check recommends this part of it');
        expect(shown.code).to.equal(2);
        const { stdout } = await home.nixai([...words, '--show-prompt'], more);
        expect(stdout).to.contain('PermitRootLogin');
      } finally {
        await server.close();
      }
    });

    it('ends as the manual says, as Nagios says, and with 64 where it could not look', async () => {
      const code = async (...argv) => (await home.nixai(['health', ...argv])).code;
      const ssh = (text) => put('etc/ssh/sshd_config', text);
      const of = ['ssh', '--root', machine];
      expect(await code(...of)).to.equal(0);
      ssh('Port 22\n');
      expect([await code(...of), await code(...of, '--nagios-format')]).to.deep.equal([1, 1]);
      ssh('PermitRootLogin yes\n');
      expect([await code(...of), await code(...of, '--nagios-format')]).to.deep.equal([2, 2]);
      expect([
        await code('no.such.check'),
        await code('--no-such-flag'),
        await code('no.such', '--nagios-format'),
      ]).to.deep.equal([64, 64, 3]);
      const quiet = await home.nixai(['health', ...of, '--quiet']);
      expect([quiet.code, quiet.stdout, quiet.stderr]).to.deep.equal([2, '', '']);
      put('etc/nix/nix.conf', 'trusted-users = *\n');
      expect(await code('nix.config', '--root', machine)).to.equal(3);
    });

    it('says nothing of a folder that is no machine, and nothing of the disk that it lies on', async () => {
      mkdirSync(join(home.path, 'folder'), { recursive: true });
      writeFileSync(join(home.path, 'folder/notes.txt'), 'x\n');
      const { code, stdout, stderr } = await home.nixai(['health', '--root', 'folder']);
      expect([code, stdout]).to.deep.equal([64, '']);
      expect(stderr).to.contain('is no root of a machine');
      const { results } = await report('--root', machine);
      const spaces = results.filter(({ check }) => check === 'disk.space');
      expect(spaces.map(({ status, value }) => [status, value])).to.deep.equal([
        ['unknown', undefined],
      ]);
    });

    it('harms nobody, whatever lies in the folder', async () => {
      rmSync(at('proc/meminfo'));
      execFileSync('mkfifo', [at('proc/meminfo')]);
      put('proc/loadavg', 'x'.repeat(5 * 1024 * 1024));
      link('etc/os-release', '/etc/os-release');
      link('etc/ssh/sshd_config', '../../../../../../../../../etc/passwd');
      put('etc/nixos/flake.lock', '\u001b]52;c;aGk=\u0007{');
      put('boot/loader/entries/nixos-generation-9\u001b[31m.conf', 'linux /x\n');
      const { stdout, code } = await home.nixai(['health', '--root', machine, '--full']);
      expect(code).to.be.oneOf([0, 1, 2, 3]);
      expect(stdout).to.not.contain('\u001b');
      expect(stdout).to.contain('is no file').and.to.contain('larger than 4 MiB');
    });
  });

  describe('on a machine that runs', () => {
    const why = whyNoSystemd();
    let systemd;
    before(async function () {
      if (why !== undefined) return this.skip();
      systemd = await startSystemd({
        'web.service':
          '[Service]\nExecStart=/bin/sh -c \'echo "nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)"; exit 3\'\n',
        'sshd.service': '[Service]\nExecStart=/bin/false\n',
        'again.service':
          '[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/bin/false\nRestart=always\nRestartSec=100ms\n',
        'fine.service': '[Service]\nExecStart=/bin/sleep 100000\n',
        'daily.timer': '[Timer]\nOnCalendar=daily\nUnit=fine.service\n',
      });
    });
    after(() => systemd?.stop());

    const insideWith = (env, ...argv) =>
      systemd.run(
        'env',
        '-i',
        ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
        process.execPath,
        installedCli().bin,
        'health',
        ...argv,
      );
    const inside = (...argv) => insideWith(home.env, ...argv);
    const marker = 'nixai-hangs';

    it('tells units that failed with their cause, and which is started again and again', async () => {
      while (
        Number(
          /NRestarts=(\d+)/.exec(
            systemd.run('systemctl', 'show', 'again.service', '-p', 'NRestarts').stdout,
          )?.[1],
        ) < 3
      )
        await new Promise((resolve) => setTimeout(resolve, 200));
      const { stdout, status, stderr } = inside('unit', '--json');
      expect(status, stderr).to.equal(3);
      const found = JSON.parse(stdout);
      expect(troubles(found)).to.include.members([
        'unit.failed web.service: major',
        'unit.failed sshd.service: critical',
        'unit.state: minor',
      ]);
      expect(
        troubles(found).some((one) => one.startsWith('unit.flapping again.service: ')),
      ).to.equal(true);
      const web = found.results.find(({ target }) => target === 'web.service');
      expect(web.summary).to.match(/^exit-code 3, since /);
      // What systemd itself says of it stands beside that, where its journal has it by now.
      const own = web.evidence.filter(
        (line) => !/^web\.service: (?:Main process exited|Failed with result)/.test(line),
      );
      expect(own).to.deep.equal([
        'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
      ]);
      expect(web.cause).to.match(/port 80/i);
    });

    it('has for unknown what programs do not tell that hang, and ends them', () => {
      const hanging = join(home.path, 'hanging');
      mkdirSync(hanging);
      for (const name of ['systemctl', 'systemd-analyze', 'journalctl', 'timedatectl', 'ss'])
        writeFileSync(join(hanging, name), `#!/bin/bash\nexec -a ${marker} sleep 100000\n`, {
          mode: 0o755,
        });
      const env = { ...home.env, PATH: `${hanging}:${home.env.PATH}` };
      const words = ['unit', 'timer', 'time', 'net.listeners', '--timeout', '1', '--json'];
      const { stdout, stderr } = insideWith(env, ...words);
      expect(stdout, stderr).not.to.equal('');
      const { results } = JSON.parse(stdout);
      const asked = results.filter(({ status }) => status !== 'skipped');
      expect(asked.map(({ check }) => check)).to.include.members([
        ...['unit.state', 'unit.failed', 'unit.flapping', 'unit.memory', 'unit.oom'],
        ...['timer.missed', 'time.sync', 'net.listeners'],
      ]);
      expect(asked.map(({ check, status }) => `${check} ${status}`)).to.deep.equal(
        asked.map(({ check }) => `${check} unknown`),
      );
      expect(systemd.run('pgrep', '-f', marker).stdout).to.equal('');
    });

    it('starts what is safe to start again, looks again, and says what it came to', () => {
      systemd.run(
        'sh',
        '-c',
        'sed -i "s/exit 3/exec sleep 100000/" /etc/systemd/system/web.service && systemctl daemon-reload',
      );
      const shown = inside('unit.failed', '--auto-fix', '--dry-run', '--json');
      expect(
        JSON.parse(shown.stdout).fixed.map(({ command, outcome }) => [command.join(' '), outcome]),
      ).to.deep.include(['systemctl restart -- web.service', 'planned']);
      expect(systemd.run('systemctl', 'is-active', 'web.service').stdout.trim()).to.equal('failed');
      const { fixed, results } = JSON.parse(
        inside('unit.failed', '--auto-fix', '--yes', '--json').stdout,
      );
      expect(fixed.map(({ what, outcome }) => `${what}: ${outcome}`)).to.deep.equal([
        'start web.service again: done',
      ]);
      expect(results.some(({ target }) => target === 'web.service')).to.equal(false);
      expect(systemd.run('systemctl', 'is-active', 'web.service').stdout.trim()).to.equal('active');
      // What the machine hangs on is left alone.
      expect(systemd.run('systemctl', 'is-active', 'sshd.service').stdout.trim()).to.equal(
        'failed',
      );
    });

    it('writes nothing and connects to nothing', () => {
      // A file for each process, so that no line is told in two parts.
      const traces = join(home.path, 'traces');
      mkdirSync(traces);
      const log = join(traces, 'of');
      const argv = [
        'strace',
        '-ff',
        '-o',
        log,
        '-e',
        'trace=openat,creat,connect,unlink,rename,mkdir,unlinkat,renameat,mkdirat',
      ];
      const result = systemd.run(
        ...argv,
        'env',
        '-i',
        'NODE_DISABLE_COMPILE_CACHE=1',
        ...Object.entries(home.env).map(([name, value]) => `${name}=${value}`),
        process.execPath,
        installedCli().bin,
        'health',
        '--offline',
      );
      expect(result.status, result.stderr).to.equal(3);
      const lines = readdirSync(traces).flatMap((name) =>
        readFileSync(join(traces, name), 'utf8').split('\n'),
      );
      // The stores of Nix open their own database for writing; a lock or a socket of systemd is no change.
      const foreign = /\/dev\/|\/proc\/|\/nix\/|\.nix-|\/run\/|ENOENT|EEXIST/;
      expect(
        lines.filter(
          (line) =>
            /O_WRONLY|O_RDWR|O_CREAT|creat\(|unlink|rename|mkdir/.test(line) && !foreign.test(line),
        ),
      ).to.deep.equal([]);
      expect(lines.filter((line) => /connect\(.*AF_INET/.test(line))).to.deep.equal([]);
    });
    if (why !== undefined) it(`is not tried here: ${why}`);
  });
});
