// `services.nixai.healthChecks`: what the NixOS and Home Manager modules make of it is held to systemd's
// own tools, and runs in a real systemd. Nix evaluates the modules, with a stub of nixpkgs.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  createMachine,
  evaluateInHomeManager,
  evaluateReally,
  hasAnalyze,
  hasNix,
} from './support/nixModules.js';
import { root } from './support/packed.js';
import { startSystemd, whyNoSystemd } from './support/systemd.js';

/** Twelve settings: one that is right, with the unit that comes of it, and one that is refused. */
const settings = JSON.parse(readFileSync(join(root, 'test/fixtures/healthModule.json'), 'utf8'));

describe('the health of a machine, by a NixOS or Home Manager configuration', function () {
  this.timeout(240_000);
  let machine;
  let folder;
  let home;
  before(async function () {
    if (!hasNix) this.skip();
    machine = await createMachine(['health']);
    ({ folder, home } = machine);
  });
  after(() => machine?.remove());

  const evaluate = (module, healthChecks) => machine.evaluate(module, { healthChecks });
  const script = (made) => readFileSync(made.serviceConfig.ExecStart, 'utf8');

  it('is not looked at unless that is asked for', () => {
    expect(evaluate('nixos', {}).system).to.deep.equal({});
    expect(evaluate('home-manager', {}).units).to.deep.equal({});
  });

  it('is looked at when the configuration says, as its profile says', () => {
    const { system, timers, refused } = evaluate('nixos', {
      enable: true,
      schedule: 'hourly',
      profile: 'server',
    });
    expect(refused).to.deep.equal([]);
    const unit = system['nixai-health'];
    expect(unit.startAt).to.equal('hourly');
    expect(unit.serviceConfig.User).to.equal('nixai-health');
    expect(timers['nixai-health'].Persistent).to.equal(true);
    expect(script(unit)).to.contain("health '--record' '--profile' 'server')");
    const own = evaluate('home-manager', { enable: true });
    expect(own.userTimers['nixai-health'].OnCalendar).to.equal('daily');
    expect(own.units['nixai-health'].service.SuccessExitStatus).to.equal('1 2 3');
  });

  it('is mended only where that is named, and as root only where it has to be', () => {
    const autoFix = (more) =>
      evaluate('nixos', { enable: true, autoFix: { enable: true, ...more } });
    expect(autoFix({}).refused[0]).to.contain('name what may be done');
    const disk = autoFix({ diskCleanup: true }).system['nixai-health'];
    expect(disk.serviceConfig.User).to.equal('nixai-health');
    expect(script(disk)).to.contain("'--auto-fix' '--yes' '--fix' 'collect-garbage')");
    const restart = autoFix({ serviceRestart: true }).system['nixai-health'];
    expect(restart.serviceConfig.User).to.equal('root');
  });

  it('is told by mail only where there is a mailer, and by one way', () => {
    const notifications = { email: 'admin@example.org' };
    expect(evaluate('nixos', { enable: true, notifications }).refused[0]).to.contain(
      'no sendmail is set up',
    );
    const both = { ...notifications, command: 'cat' };
    expect(evaluate('nixos', { enable: true, notifications: both }).refused[0]).to.contain(
      'not both',
    );
  });

  it('sets only options that NixOS has', async () => {
    const { stdout } = await home.nixai(['check', join(root, 'nix/modules/nixos.nix'), '--json']);
    const { findings, definitions } = JSON.parse(stdout);
    expect(definitions).to.be.at.least(15);
    expect(findings.filter(({ severity }) => severity !== 'note')).to.deep.equal([]);
  });

  /** The unit that a setting makes: that of `enable` alone, and what is other than there. */
  function golden({ unit }) {
    const [{ unit: plain }] = settings;
    return {
      ...plain,
      ...unit,
      serviceConfig: { ...plain.serviceConfig, ...unit.serviceConfig },
    };
  }

  for (const one of settings)
    it(`is what ${one.setting} says`, () => {
      const { system, refused } = evaluate('nixos', { enable: true, ...one.valid });
      // The stub has no mailer, and writes what is run to a file.
      if (one.mailer) expect(refused).to.have.length(1);
      else expect(refused ?? []).to.deep.equal([]);
      if (one.unit === null) return expect(system).to.deep.equal({});
      const { startAt, serviceConfig } = golden(one);
      const own = system['nixai-health'];
      expect(own.startAt).to.equal(startAt);
      expect({ ...own.serviceConfig, ExecStart: '' }).to.deep.equal({
        ...serviceConfig,
        ExecStart: '',
      });
    });

  it('is what nixpkgs’ own module system makes of each setting, and of each wrong one', function () {
    const real = (healthChecks, mailer = false) =>
      evaluateReally(
        'evaluated.nix',
        { healthChecks: { enable: true, ...healthChecks } },
        { mailer },
      );
    if (real({}) === undefined) this.skip();
    for (const one of settings) {
      const { health, refused } = real(one.valid, one.mailer);
      expect(refused, one.setting).to.deep.equal([]);
      expect(health, one.setting).to.deep.equal(one.unit === null ? null : golden(one));
      const wrong = real(one.invalid, one.mailer);
      const said = typeof wrong === 'string' ? wrong : wrong.refused.join();
      expect(said, one.setting).to.contain(one.refused);
    }
  });

  it('is told by a command when it is bad enough', () => {
    const told = join(folder, 'told');
    for (const [code, criticalOnly, expected] of [
      [0, false, ''],
      [1, false, 'report\n'],
      [2, true, ''],
      [3, true, 'report\n'],
      [64, false, ''],
    ]) {
      writeFileSync(told, '');
      const notifications = { command: `cat > ${told}`, 'critical-only': criticalOnly };
      const unit = evaluate('nixos', { enable: true, notifications }).system['nixai-health'];
      const fake = join(folder, 'fake');
      writeFileSync(fake, `#!/bin/sh\necho report\nexit ${code}\n`, { mode: 0o755 });
      const text = script(unit).replaceAll(machine.program, fake);
      const { status, stdout } = spawnSync('sh', ['-c', text], { encoding: 'utf8' });
      expect([status, stdout, readFileSync(told, 'utf8')]).to.deep.equal([
        code,
        'report\n',
        expected,
      ]);
    }
  });

  /** A unit file, as NixOS writes it. */
  function unitFile({ serviceConfig, environment }, more = {}) {
    const lines = (name, value) =>
      [value].flat().map((one) => `${name}=${one === true ? 'yes' : one === false ? 'no' : one}`);
    const all = { ...serviceConfig, ...more };
    return [
      '[Unit]',
      'Description=What is wrong with this machine',
      '[Service]',
      ...Object.entries(environment).map(([name, value]) => `Environment="${name}=${value}"`),
      ...Object.entries(all)
        .filter(([, value]) => value !== undefined)
        .flatMap(([name, value]) => lines(name, value)),
    ].join('\n');
  }

  it('is a unit that systemd takes, in a sandbox', function () {
    if (!hasAnalyze) this.skip();
    const unit = evaluate('nixos', { enable: true }).system['nixai-health'];
    const file = join(folder, 'nixai-health.service');
    writeFileSync(file, unitFile(unit, { ExecStart: '/bin/true', User: 'daemon' }));
    const verified = spawnSync('systemd-analyze', ['verify', '--man=no', file], {
      encoding: 'utf8',
    });
    expect(
      verified.stderr.split('\n').filter((line) => line.includes('nixai-health')),
    ).to.deep.equal([]);
    const { stdout } = spawnSync(
      'systemd-analyze',
      ['security', '--offline=yes', '--no-pager', file],
      { encoding: 'utf8' },
    );
    expect(Number(/exposure level[^:]*: ([\d.]+)/.exec(stdout)?.[1]), stdout).to.be.at.most(3);
  });

  it('is given secrets by systemd, and none that the store would show', () => {
    const credentials = { token: '/run/secrets/token' };
    const { system, refused } = evaluate('nixos', { enable: true, credentials });
    expect(refused).to.deep.equal([]);
    expect(system['nixai-health'].serviceConfig.LoadCredential).to.deep.equal([
      'token:/run/secrets/token',
    ]);
    const own = evaluate('home-manager', { enable: true, credentials });
    expect(own.units['nixai-health'].service.LoadCredential).to.deep.equal([
      'token:/run/secrets/token',
    ]);
    for (const wrong of [{ token: '/nix/store/abc-token' }, { token: 'token' }, { 'a:b': '/t' }])
      expect(evaluate('nixos', { enable: true, credentials: wrong }).refused[0]).to.contain(
        'outside of the Nix store',
      );
  });

  it('is a person’s own in Home Manager, which takes it and refuses what is wrong', function () {
    const all = (healthChecks) =>
      evaluateInHomeManager({ healthChecks: { enable: true, ...healthChecks } });
    const made = all({
      schedule: 'hourly',
      profile: 'developer',
      notifications: { command: 'cat' },
      credentials: { token: '/run/secrets/token' },
    });
    if (made === undefined) this.skip();
    expect(made.packages, made).to.include('nixai');
    const units = ['nixai-health.service', 'nixai-health.timer'].map((name) => {
      const text = readFileSync(made.files[`systemd/user/${name}`], 'utf8');
      const file = join(folder, name);
      writeFileSync(file, text.replace(/^ExecStart=.*/m, 'ExecStart=/bin/true'));
      return { text, file };
    });
    const [service, timer] = units.map(({ text }) => text);
    expect(service).to.contain('LoadCredential=token:/run/secrets/token');
    expect(timer).to.contain('OnCalendar=hourly').and.contain('WantedBy=timers.target');
    expect(made.files).to.include.keys('systemd/user/timers.target.wants/nixai-health.timer');
    const [, run] = /^ExecStart=(.+)/m.exec(service);
    expect(readFileSync(run, 'utf8')).to.match(/health --record --profile developer\b/);
    if (hasAnalyze) {
      const argv = ['--user', 'verify', '--man=no', ...units.map(({ file }) => file)];
      const { stderr } = spawnSync('systemd-analyze', argv, { encoding: 'utf8' });
      expect(stderr.split('\n').filter((line) => line.includes('nixai-health'))).to.deep.equal([]);
    }
    for (const [wrong, why] of [
      [{ enable: 'yes' }, 'boolean'],
      [{ profile: 'toaster' }, 'null or one of'],
      [{ schedule: 3 }, 'string'],
      [{ credentials: { token: '/nix/store/abc-token' } }, 'outside of the Nix store'],
      // Root alone may do something about it, or write for another program.
      [{ autoFix: { enable: true } }, 'does not exist'],
      [{ colour: 'red' }, 'does not exist'],
    ])
      expect(all(wrong), JSON.stringify(wrong)).to.contain(why);
  });

  it('is looked at by the timer, the journal has the report, and a command its secret', async function () {
    if (whyNoSystemd() !== undefined) this.skip();
    const secret = join(home.path, 'secret');
    writeFileSync(secret, 'hunter2\n', { mode: 0o600 });
    const told = join(home.path, 'told');
    const command = `cat "$CREDENTIALS_DIRECTORY/token" - > ${told}`;
    const unit = evaluate('nixos', {
      enable: true,
      notifications: { command },
      credentials: { token: secret },
    }).system['nixai-health'];
    // Not NixOS: there is no user of its own, and the test's home is elsewhere.
    const environment = { ...unit.environment, ...home.env, XDG_STATE_HOME: undefined };
    const text = unitFile(
      {
        ...unit,
        environment: Object.fromEntries(
          Object.entries(environment).filter(([, value]) => value !== undefined),
        ),
      },
      {
        // What stands for nixpkgs writes no programs, only texts.
        ExecStart: `/bin/sh ${unit.serviceConfig.ExecStart}`,
        User: 'root',
        StateDirectory: undefined,
        CacheDirectory: undefined,
        PrivateTmp: false,
        ReadWritePaths: home.path,
      },
    );
    const systemd = await startSystemd({
      'broken.service': '[Service]\nExecStart=/bin/false\n',
      'nixai-health.timer': '[Timer]\nOnActiveSec=1s\nAccuracySec=100ms\n',
      'nixai-health.service': text,
    });
    try {
      const state = () =>
        systemd.run(
          'systemctl',
          'show',
          'nixai-health.service',
          '-p',
          'ExecMainStatus,ActiveState,ExecMainExitTimestamp',
        ).stdout;
      const until = async (pattern) => {
        for (;;) {
          const now = state();
          if (pattern.test(now)) return now;
          await new Promise((resolve) => setTimeout(resolve, 300));
        }
      };
      // What has ended well is forgotten by systemd at some time: its status is read as it is first there.
      const ended = await until(/ExecMainExitTimestamp=./);
      expect(ended).to.match(/ExecMainStatus=[123]\n/);
      const { stdout } = systemd.run(
        'journalctl',
        '-u',
        'nixai-health.service',
        '-o',
        'cat',
        '--no-pager',
      );
      expect(stdout).to.contain('Failed units: broken.service').and.not.to.contain('hunter2');
      expect(readFileSync(told, 'utf8'))
        .to.match(/^hunter2\n/)
        .and.to.contain('Failed units: broken.service');
      expect(await until(/ActiveState=(?!activating|deactivating)/)).to.contain(
        'ActiveState=inactive',
      );
    } finally {
      await systemd.stop();
    }
  });
});
