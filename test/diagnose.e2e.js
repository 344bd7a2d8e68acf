// `nixai diagnose` as it is installed: every input, every format, every way to end.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createDiagnoseHome } from './support/diagnose.js';
import { installedCli, root } from './support/packed.js';
import { startProxy } from './support/proxy.js';
import { hasTerminal, openTerminal } from './support/terminal.js';
import { startModelService } from '../core/models/dist/testing/modelService.js';

const schema = JSON.parse(readFileSync(join(root, 'plugins/diagnose/schemas/diagnose.json')));
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

const undefinedVariable = `building the system configuration...
error: undefined variable 'nodejs_99'

       at /etc/nixos/web.nix:2:34:

            1| { pkgs, ... }: {
            2|   environment.systemPackages = [ nodejs_99 ];
             |                                  ^
`;
const failedUnit = 'warning: the following units failed: nginx.service\n';
const portTaken =
  'Apr 11 18:02:41 nova nginx[9120]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)\n';
const healthy = 'building...\nall tests passed: 0 errors, 12 warnings\ninstalling\n';
const odd = "error: the flux capacitor 'x' is not charged\n";

describe('diagnosing', () => {
  let home;
  before(async () => (home = await createDiagnoseHome()));
  after(() => home.remove());

  const diagnose = (argv, options) => home.nixai(['diagnose', '--no-ai', ...argv], options);
  const json = async (argv, options) => {
    const run = await diagnose([...argv, '--json'], options);
    const document = JSON.parse(run.stdout);
    if (run.code < 2) expect(validate(document), JSON.stringify(validate.errors)).to.equal(true);
    return { ...run, document };
  };

  describe('what is read', () => {
    for (const [name, argv] of [
      ['a file', (file) => [file]],
      ['--log-file', (file) => ['--log-file', file]],
    ])
      it(name, async () => {
        const file = home.file('rebuild.log', undefinedVariable);
        const { code, document } = await json(argv(file));
        expect(code).to.equal(1);
        expect(document.findings[0]).to.include({ class: 'undefined-variable' });
        expect(document.findings[0].at).to.include({ file: '/etc/nixos/web.nix', line: 2 });
      });

    it('what is piped in', async () => {
      const { code, stdout } = await diagnose([], { input: undefinedVariable });
      expect(code).to.equal(1);
      expect(stdout).to.contain('nodejs_99 at /etc/nixos/web.nix:2:34').and.contain('> 2 │ error');
    });

    it('a journal: the cause comes before the unit that it stops', async () => {
      const input = portTaken + failedUnit;
      const { document } = await json([], { input });
      expect(document.findings.map(({ class: root, role }) => [root, role])).to.deep.equal([
        ['port-in-use', 'cause'],
        ['unit-start-failure', 'consequence'],
      ]);
    });

    it('--config-only: a configuration, checked instead of a log', async () => {
      const file = home.file('bad.nix', '{ services.nginx.enable = true }\n');
      const { code, document } = await json(['--config-only', file]);
      expect(code).to.equal(1);
      expect(document.findings[0].at).to.include({ line: 1 });
    });

    it('what uname and nixos-version say before the log', async () => {
      const input = `Linux nova 6.6.30 #1-NixOS SMP x86_64 GNU/Linux\n24.05.20240501.abcdef0 (Uakari)\nnix (Nix) 2.18.2\n${undefinedVariable}`;
      const { document } = await json([], { input });
      expect(document.origin).to.include({ nix: '2.18.2', nixos: '24.05', kernel: '6.6.30' });
    });

    it('only a component, with --filter', async () => {
      const input = undefinedVariable + portTaken + failedUnit;
      const { document } = await json(['--filter', 'networking'], { input });
      expect(document.findings.map(({ class: root }) => root)).to.deep.equal(['port-in-use']);
    });
  });

  it('shows the named file as it is on this machine, with a caret under the place', async () => {
    mkdirSync(join(home.path, 'etc'));
    const file = join(home.path, 'etc/web.nix');
    writeFileSync(file, '{ pkgs, ... }: {\n  environment.systemPackages = [ nodejs_99 ];\n}\n');
    const input = `error: undefined variable 'nodejs_99'\n\n       at ${file}:2:34:\n`;
    const { stdout } = await diagnose(['--full'], { input });
    const lines = stdout.split('\n');
    const shown = lines.findIndex((line) => line.includes('environment.systemPackages'));
    expect(lines[shown + 1].indexOf('^')).to.equal(lines[shown].indexOf('nodejs_99'));
  });

  it('says what an option is called, from the option set at hand', async () => {
    const data = {
      'services.nginx.enable': {
        type: 'boolean',
        description: 'Enable it.',
        declarations: [],
        loc: [],
        readOnly: false,
      },
    };
    const file = home.file('options.json', JSON.stringify(data));
    expect((await home.nixai(['docs', 'sync', '--file', file])).code).to.equal(0);
    const input =
      "error: The option `services.ngnix.enable' does not exist. Definition values:\n       - In `/etc/nixos/web.nix': true\n";
    const { document } = await json([], { input });
    expect(JSON.stringify(document.findings[0].fixes)).to.contain('services.nginx.enable = true;');
  });

  it('says how the unit is on this machine, where the log is of it', async () => {
    const bin = join(home.path, 'bin');
    mkdirSync(bin);
    const systemctl = `#!/bin/sh\n[ "$1 $5" = "show nginx.service" ] && printf 'LoadState=loaded\\nActiveState=failed\\nSubState=failed\\nResult=exit-code\\n'\n`;
    writeFileSync(join(bin, 'systemctl'), systemctl, { mode: 0o755 });
    const env = { PATH: `${bin}:${home.env.PATH}` };
    const ofHost = (host) =>
      `Apr 11 18:02:41 ${host} systemd[1]: nginx.service: Failed with result 'exit-code'.\n`;
    const here = await diagnose(['--full'], { input: ofHost(hostname()), env });
    expect(here.stdout).to.contain('- nginx.service: failed (failed, exit-code)');
    const elsewhere = await diagnose(['--full'], { input: ofHost('another-machine'), env });
    expect(elsewhere.stdout).not.to.contain('On this machine');
  });

  describe('how it is printed', () => {
    it('as text: the same words in LANG=C, without colour, in 80 columns', async () => {
      const { stdout } = await diagnose([], { input: undefinedVariable, env: { LANG: 'C' } });
      // eslint-disable-next-line no-control-regex
      expect(stdout).not.to.match(/\u001b/);
      expect(stdout).to.contain('undefined variable').and.contain('nodejs_99');
    });

    it('on one screen; the rest with --full', async () => {
      const page = await diagnose([], { input: undefinedVariable });
      expect(page.stdout.trimEnd().split('\n').length).to.be.at.most(24);
      expect(page.stdout).to.match(/^(?:Fix: |One of these, the likelier first)/m);
      expect(page.stdout).to.contain('Check:').and.contain(': --full');
      const full = await diagnose(['--full'], { input: undefinedVariable });
      expect(full.stdout).to.match(/^(?:Fix|Possible) 2: /m);
    });

    it('as JSON, by --format json and by --json alike', async () => {
      const flag = await json([], { input: undefinedVariable });
      const format = await diagnose(['--format', 'json'], { input: undefinedVariable });
      expect(JSON.parse(format.stdout).findings).to.deep.equal(flag.document.findings);
    });

    it('as Markdown', async () => {
      const { stdout } = await diagnose(['--format', 'markdown'], { input: undefinedVariable });
      expect(stdout)
        .to.match(/^#+ .*nodejs_99/m)
        .and.contain('```nix');
    });

    it('as SARIF, with the place in the file', async () => {
      const { stdout } = await diagnose(['--format', 'sarif'], { input: undefinedVariable });
      const { version, runs } = JSON.parse(stdout);
      expect(version).to.equal('2.1.0');
      const [{ ruleId, locations }] = runs[0].results;
      expect(ruleId).to.equal('eval/undefined-variable');
      expect(locations[0].physicalLocation.region.startLine).to.equal(2);
    });
  });

  describe('how it ends', () => {
    it('with 0 where nothing is wrong', async () => {
      const { code, document } = await json([], { input: healthy });
      expect([code, document.outcome]).to.deep.equal([0, 'nothing-wrong']);
    });

    it('with 1, and says so, where no rule knows the failure', async () => {
      const { code, document } = await json([], { input: odd });
      expect([code, document.outcome]).to.deep.equal([1, 'not-recognised']);
      expect(document.errorLines[0].text).to.contain('flux capacitor');
      expect(document.next).not.to.deep.equal([]);
    });

    for (const [name, argv] of [
      ['with 2 where there is no log', []],
      ['with 2 where two are named', ['a.log', '--log-file', 'b.log']],
      ['with 2 for a format that there is not', ['a.log', '--format', 'xml']],
    ])
      it(name, async () => {
        const { code, stderr } = await diagnose(argv);
        expect(code).to.equal(2);
        expect(stderr).not.to.contain('    at ');
      });

    for (const [name, argv] of [
      ['with 5 where the log is not there', ['/nowhere/rebuild.log']],
      ['with 5 where it is a folder', ['/']],
      ['with 5 where it is a device that has no end', ['/dev/zero']],
      [
        'with 5 where the store has no such log',
        ['--nix-log', `/nix/store/${'x'.repeat(32)}-none.drv`],
      ],
    ])
      it(name, async () => {
        const { code, document } = await json(argv);
        expect(code).to.equal(5);
        expect(document.error.code).to.equal('log-unreadable');
      });

    it('with 5 where it is no log at all, and names what makes text of it', async () => {
      const bytes = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7 + 3) % 256));
      const binary = await json([], { input: bytes });
      expect([binary.code, binary.document.error.code]).to.deep.equal([5, 'not-a-log']);
      const packed = await diagnose([], {
        input: Buffer.concat([Buffer.from([0x1f, 0x8b]), bytes]),
      });
      expect(packed.stderr).to.contain('zcat').and.contain('| nixai diagnose');
    });

    it('with a word about 2>&1 where nothing came in', async () => {
      const { stdout } = await diagnose([], { input: '' });
      expect(stdout).to.contain('2>&1').and.not.contain('Nothing wrong');
    });
  });

  describe('a log that is followed', () => {
    it('is told finding by finding while it grows; what comes again is only counted', async () => {
      const child = home.start(['diagnose', '--stream', '--no-ai']);
      let shown = '';
      child.stdout.setEncoding('utf8').on('data', (text) => (shown += text));
      const until = async (pattern) => {
        while (!pattern.test(shown)) await new Promise((resolve) => setTimeout(resolve, 20));
      };
      child.stdin.write(undefinedVariable);
      await until(/nodejs_99 at/);
      for (let index = 0; index < 30; index++) child.stdin.write(undefinedVariable);
      child.stdin.write(portTaken);
      await until(/port 80/);
      child.stdin.end();
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect(code).to.equal(1);
      expect(shown.match(/nodejs_99 at/g)).to.have.length(1);
      expect(shown).to.match(/2 findings, met 32 times/);
    });

    it('is a line of JSON for each finding, for programs', async () => {
      const { stdout } = await diagnose(['--stream', '--format', 'json'], {
        input: undefinedVariable + portTaken,
      });
      const classes = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).class);
      expect(classes.slice(0, 2)).to.have.members(['undefined-variable', 'port-in-use']);
    });
  });

  describe('with a person', () => {
    it('takes the log in parts, and asks for what is missing and for what was changed', async function () {
      if (!hasTerminal) this.skip();
      const terminal = openTerminal(
        `"${process.execPath}" "${installedCli().bin}" diagnose --interactive --no-ai`,
        { cwd: home.path, env: home.env },
      );
      try {
        await terminal.until(/Paste the log/);
        terminal.type(`${failedUnit.trim()}\r.\r`);
        await terminal.until(/Unit fails to start: nginx\.service/);
        await terminal.until(/Paste what this prints: journalctl -b -u nginx\.service[^]*Done/);
        terminal.type('\r');
        await terminal.until(/Paste the log/);
        terminal.type(`${portTaken.trim()}\r.\r`);
        await terminal.until(/Port is taken: port 80 \(nginx\)[^]*[Ww]hat follows from it[^]*Done/);
        terminal.type('\u001b[B\r');
        await terminal.until(/What did you change\?/);
        terminal.type('moved caddy to nginx\r');
        await terminal.until(/You changed nginx, and the first finding names it\.[^]*Done/);
        terminal.type('\u001b[B\r');
        await terminal.until(/Possible 2: [^]*What follows from it[^]*Unit fails to start[^]*Done/);
        terminal.type('\u001b[B\u001b[B\r');
        expect(await terminal.ended).to.equal(1);
      } finally {
        terminal.close();
      }
    });

    it('is refused where there is none', async () => {
      const { code, document } = await json(['--interactive'], { input: failedUnit });
      expect(code).to.equal(5);
      expect(document.error.code).to.equal('not-interactive');
    });
  });

  describe('with a model far away', () => {
    const secret = ['ghp', 'Canary0123456789abcdefghijklmnopqrst'].join('_');
    const input = undefinedVariable.replace('building the', `token ${secret} building the`);
    let server;
    let proxy;
    let env;
    let document;
    before(async () => {
      const block = '```nix\nservices.ngnix.enable = true;\n```\n';
      const texts = ['The package has another name.\n\n', block];
      server = await startModelService('ollama', { models: ['m'], texts });
      proxy = await startProxy(server);
      env = {
        OLLAMA_HOST: 'http://model.test:11434',
        http_proxy: proxy.url,
        NIXAI_OFFLINE: 'false',
        NIXAI_PROVIDER: 'ollama',
        NIXAI_MODEL: 'm',
      };
      const { stdout } = await home.nixai(['diagnose', '--json'], { input, env });
      document = JSON.parse(stdout);
    });
    after(async () => {
      proxy.close();
      await server.close();
    });

    it('the findings go to it, and no secret of the log', () => {
      const { body } = server.seen.findLast(({ url }) => url === '/api/chat');
      expect(body).to.contain('nodejs_99').and.contain('<SECRET:github-token:');
      expect(server.seen.map((one) => one.url + one.body).join('')).not.to.contain(secret);
    });

    it('what it says stands beside the findings, and was verified', () => {
      expect(validate(document), JSON.stringify(validate.errors)).to.equal(true);
      expect(document.findings[0].class).to.equal('undefined-variable');
      expect(document.ai.text).to.contain('another name');
      expect(JSON.stringify(document.ai.verification)).to.contain('services.ngnix.enable');
    });

    it('with --no-ai it is not asked', async () => {
      const asked = server.seen.length;
      await diagnose([], { input, env });
      expect(server.seen).to.have.length(asked);
    });

    it('that does not answer, the findings stand, and a line says so', async () => {
      const { code, stdout, stderr } = await home.nixai(['diagnose'], {
        input,
        env: { ...env, http_proxy: 'http://127.0.0.1:3' },
      });
      expect(code).to.equal(1);
      expect(stdout).to.contain('nodejs_99 at /etc/nixos/web.nix');
      expect(stderr).to.match(/warning: .*model/);
    });
  });

  describe('a log that is hostile', () => {
    const logs = {
      'with terminal escapes': `\u001b]0;owned\u0007\u001b[2J\u001b]52;c;ZXZpbA==\u0007${undefinedVariable.replace('nodejs_99', 'node\u001b[31m\u001b[2Jjs_99')}`,
      'with NUL and invalid UTF-8': Buffer.concat([
        Buffer.from([0, 0xff, 0xfe, 0xc3, 0x28, 10]),
        Buffer.from(undefinedVariable),
      ]),
      'with a line of 10 MB': `${'error: '.repeat(1_500_000)}\n${undefinedVariable}`,
      'that is binary': Buffer.concat([
        Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 256)),
        Buffer.from(`\n${undefinedVariable}`),
      ]),
    };
    for (const [name, input] of Object.entries(logs))
      it(`${name} is read like any other, and nothing of it reaches the terminal`, async () => {
        const { code, stdout } = await diagnose([], { input });
        expect(code).to.equal(1);
        expect(stdout).to.match(/undefined variable|Undefined variable/i);
        // eslint-disable-next-line no-control-regex
        expect(stdout).not.to.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      });
  });
});
