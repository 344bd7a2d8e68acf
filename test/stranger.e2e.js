// What a stranger does: a fresh clone, what the README says, in an empty HOME. Only the packages are
// taken from this checkout, where `npm ci` has put them.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { root } from './support/packed.js';

/** Somebody without rights, where the tests run as root. */
const nobody = 65534;
const isRoot = process.getuid?.() === 0;

describe('a stranger with a fresh clone', function () {
  this.timeout(900_000);
  let folder;
  let clone;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-stranger-'));
    chmodSync(folder, 0o755);
    clone = join(folder, 'nixai');
    // The files that git has or would take: this change too, and nothing that was built.
    const listed = spawnSync('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: root });
    for (const file of String(listed.stdout).split('\0').filter(Boolean)) {
      mkdirSync(dirname(join(clone, file)), { recursive: true });
      cpSync(join(root, file), join(clone, file));
    }
    const linked = spawnSync('cp', [
      '-al',
      join(root, 'node_modules'),
      join(clone, 'node_modules'),
    ]);
    // Another file system takes no hard links.
    if (linked.status !== 0) spawnSync('cp', ['-a', join(root, 'node_modules'), clone]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(argv, { user, input } = {}) {
    const home = mkdtempSync(join(folder, 'home-'));
    chmodSync(home, 0o777);
    const { status, stdout, stderr } = spawnSync('npx', ['--no', 'nixai', ...argv], {
      cwd: clone,
      encoding: 'utf8',
      env: {
        HOME: home,
        LANG: 'C.UTF-8',
        NIXAI_OFFLINE: '1',
        OLLAMA_HOST: 'http://127.0.0.1:3',
        PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      },
      input,
      ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    return { code: status, stdout, stderr };
  }

  it('gets the answer of the README by its first command, which builds', () => {
    const { code, stdout, stderr } = run(['how do I enable SSH in NixOS?']);
    expect(code, stderr).to.equal(0);
    expect(stderr).to.contain('building this checkout, once');
    expect(stdout).to.contain('services.openssh.enable = true;');
  });

  for (const user of isRoot ? [undefined, nobody] : [undefined]) {
    const who = user === undefined ? 'as who cloned' : 'as somebody else';

    it(`has every official plugin, ${who}`, () => {
      const log = "error: attribute 'foo' missing\n       at /etc/nixos/configuration.nix:3:5:\n";
      const cases = [
        [['templates', 'list'], /ssh-server/],
        [['explain-option', 'services.openssh.enable', '--no-ai'], /boolean/],
        [['explain', 'services.kmscon.enable', '--no-ai'], /services\.kmscon\.enable/],
        [['search', 'nginx'], /services\.nginx\.enable/],
        [['diagnose'], /attribute/i, log],
        [['plugins', 'install', '@nixai/plugin-notes'], /is part of this nixai/],
      ];
      for (const [argv, expected, input] of cases) {
        const { stdout, stderr } = run(argv, { user, input });
        expect(stderr).not.to.contain('building');
        expect(stdout, `${argv.join(' ')}: ${stderr}`).to.match(expected);
      }
    });
  }

  it('is told of an option that does not exist', () => {
    const { code, stdout } = run(['check', '-'], { input: '{ services.openssh.enabel = true; }' });
    expect(code).to.equal(1);
    expect(stdout).to.contain('there is no option `services.openssh.enabel`');
  });
});
