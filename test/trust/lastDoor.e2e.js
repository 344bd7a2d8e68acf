// What a command shows of a file that it reads again, and what oclif prints by itself.
import { spawnSync } from 'node:child_process';
import { mkdirSync, openSync, closeSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { escapeCorpus } from '../../core/safety/dist/sanitize/escapeCorpus.test.js';
import { createHome } from '../support/home.js';
import { installedCli } from '../support/packed.js';

// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const escapes = escapeCorpus().filter((one) => !/[\n\r\0]/.test(one));
const secret = ['Sommer', '2024', '!'].join('');

describe('the last door before a terminal', function () {
  let home;
  beforeEach(() => (home = createHome()));
  afterEach(() => home.remove());

  it('shows a line of the checked file without what a terminal would obey', async () => {
    const lines = escapes.map((one, at) => `  a${at} = = 1; # ${one}`);
    const file = home.file('configuration.nix', `{ ... }: {\n${lines.join('\n')}\n}\n`);
    const { stdout, stderr } = await home.nixai(['check', file]);
    expect(stdout).to.contain('a0 = = 1; #');
    expect(forbidden.exec(stdout + stderr)).to.equal(null);
  });

  it('shows it without the password in it, also where the text was piped in', async () => {
    const text = `{ ... }: {\n  services.foo.password = "${secret}" = 1;\n}\n`;
    const file = home.file('configuration.nix', text);
    for (const [argv, input] of [[['check', file]], [['check', '-'], text]]) {
      const { stdout } = await home.nixai(argv, { input });
      expect(stdout).to.contain('services.foo.password = "<SECRET:password:1>"');
      expect(stdout).not.to.contain(secret);
    }
  });

  it('shows a change without the key in it', async () => {
    const key = `sk-ant-${'a1B2'.repeat(10)}`;
    mkdirSync(join(home.path, '.config/nixai'), { recursive: true });
    home.file('.config/nixai/config.yaml', `providers:\n  claude:\n    api_key: ${key}\n`);
    expect((await home.nixai(['config', 'set', 'ai_model', 'x'])).code).to.equal(0);
    for (const more of [[], ['--json']]) {
      const { stdout } = await home.nixai(['undo', '--dry-run', ...more]);
      expect(stdout).to.match(/ai_model: x/);
      expect(stdout).to.match(/api_key: <SECRET:/);
      expect(stdout).not.to.contain(key);
    }
  });

  it('shows what a plugin says of itself in the help without escape sequences', async () => {
    const folder = join(home.path, 'plugin');
    mkdirSync(join(folder, 'commands/demo'), { recursive: true });
    const evil = `x${escapes.join(' ')}y`;
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({
        name: 'nixai-plugin-demo',
        version: '1.0.0',
        type: 'module',
        license: 'MIT',
        oclif: { commands: './commands', topics: { demo: { description: `Topic ${evil}` } } },
      }),
    );
    writeFileSync(
      join(folder, 'commands/demo/one.js'),
      `export default class { static id = 'demo:one'; static summary = ${JSON.stringify(`Summary ${evil}`)};
        static description = ${JSON.stringify(evil)}; static run() {} }\n`,
    );
    const linked = await home.nixai(['plugins', 'link', folder]);
    expect(linked.code, linked.stderr).to.equal(0);
    for (const argv of [['--help'], ['help'], ['demo', '--help'], ['help', 'demo', 'one']]) {
      const { stdout, stderr } = await home.nixai(argv);
      expect(stdout, argv.join(' ')).to.match(/Topic x|Summary x/);
      expect(forbidden.exec(stdout + stderr), argv.join(' ')).to.equal(null);
    }
  });

  it('says in a sentence that the answer was lost on a full disk', function () {
    if (!existsSync('/dev/full')) this.skip();
    for (const argv of [['--help'], ['--version'], ['doctor'], ['config', 'show', '--json']]) {
      const full = openSync('/dev/full', 'w');
      const { status, stderr } = spawnSync(process.execPath, [installedCli().bin, ...argv], {
        env: home.env,
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
      closeSync(full);
      expect(status, argv.join(' ')).to.equal(1);
      expect(stderr).to.match(/^error: the answer could not be written\n {7}ENOSPC/);
      expect(stderr).not.to.match(/ {4}at /);
    }
  });
});
