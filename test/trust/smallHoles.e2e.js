// What an attack from outside found besides: small, and each of a kind.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from '../support/home.js';
import { installedCli } from '../support/packed.js';
import { strays } from './support/writers/strays.js';

describe('small holes', function () {
  this.timeout(600_000);
  let home;
  beforeEach(() => (home = createHome()));
  afterEach(() => home.remove());

  it('a folder that is gone is told of in a sentence', () => {
    const script = 'cd gone && rmdir ../gone && exec "$0" "$@"';
    for (const words of [['ask', '--no-ai', 'ssh'], ['check'], ['config', 'show', '--json']]) {
      mkdirSync(join(home.path, 'gone'));
      const argv = [process.execPath, installedCli().bin, ...words];
      const options = { cwd: home.path, env: home.env, encoding: 'utf8' };
      const { status, stdout, stderr } = spawnSync('sh', ['-c', script, ...argv], options);
      expect(status, stderr).to.equal(5);
      expect(stdout + stderr).to.match(/the folder that you are in is gone/);
      if (words.includes('--json')) expect(JSON.parse(stdout).error.code).to.equal('folder-gone');
    }
  });

  it('what undo would do shows no key', async () => {
    const key = ['AIza', 'SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q'].join('');
    await home.nixai(['config', 'set', 'providers.gemini.api_key', key]);
    await home.nixai(['config', 'unset', 'providers.gemini.api_key']);
    for (const words of [
      ['undo', '--dry-run'],
      ['undo', '--dry-run', '--json'],
      ['undo', 'list'],
    ]) {
      const { stdout, stderr } = await home.nixai(words);
      expect(stdout + stderr, words.join(' ')).to.not.include(key);
    }
  });

  it('a reading command that is killed leaves nothing for the next one to find', async () => {
    const readers = [
      ['ask', '--no-ai', '--no-history', 'how do I enable SSH?'],
      ['check', '.'],
      ['doctor'],
      ['docs', 'status'],
      ['plugins'],
    ];
    home.file('configuration.nix', '{ services.openssh.enable = true; }\n');
    for (const words of readers) {
      const started = performance.now();
      await home.nixai(words);
      const usual = performance.now() - started;
      for (let count = 0; count < 3; count++) {
        const child = home.start(words);
        child.stdin.end();
        const timer = setTimeout(() => child.kill('SIGKILL'), (usual * (count + 1)) / 4);
        await new Promise((resolve) => child.on('close', resolve));
        clearTimeout(timer);
      }
      await home.nixai(words);
      expect(strays(home), words.join(' ')).to.deep.equal([]);
    }
    expect(readdirSync(home.path)).to.include('configuration.nix');
  });

  it('a full disk behind stdout is said in a sentence, whatever the command', () => {
    const commands = [
      ['ask', '--no-ai', 'ssh'],
      ['config', 'show'],
      ['docs', 'sources'],
      ['doctor'],
      ['help'],
      ['models'],
      ['plugins'],
      ['undo', 'list'],
      ['history', 'list', '--json'],
    ];
    for (const words of commands) {
      const line = `"$0" "$@" > /dev/full`;
      const argv = [process.execPath, installedCli().bin, ...words];
      const options = { cwd: home.path, env: home.env, encoding: 'utf8' };
      const { status, stderr } = spawnSync('sh', ['-c', line, ...argv], options);
      // Where there is nothing to print, nothing is lost.
      if (stderr === '' && status === 0) {
        const printed = execFileSync(argv[0], argv.slice(1), { ...options, stdio: 'pipe' });
        expect(printed, words.join(' ')).to.equal('');
        continue;
      }
      expect(status, words.join(' ')).to.equal(1);
      expect(stderr, words.join(' ')).to.match(/could not be written\n +ENOSPC/);
      expect(stderr, words.join(' ')).to.not.match(/\n\s+at /);
    }
  });
});
