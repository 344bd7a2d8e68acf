// Another user of the machine, with an id of their own, in folders that both may write to: puts links
// in the place of folders while nixai works there, and lays things where nixai will look.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from '../support/home.js';
import { root } from '../support/packed.js';

const long = process.env.NIXAI_TRUST === 'long';
const nobody = 65_534;
const rounds = long ? 60 : 8;

/** Swaps a folder and a link, again and again, until it is ended; what is made meanwhile goes aside. */
const swapper = `
const { lstatSync, renameSync } = require('node:fs');
process.chdir(process.argv[1]);
process.stdout.write('begins');
const is = (name, kind) => lstatSync(name, { throwIfNoEntry: false })?.[kind]() === true;
for (let made = 0; ; ) {
  try {
    renameSync('here', 'away');
    renameSync('link', 'here');
    renameSync('here', 'link');
    renameSync('away', 'here');
  } catch {
    if (is('here', 'isSymbolicLink')) renameSync('here', 'link');
    if (is('away', 'isDirectory')) {
      if (is('here', 'isDirectory')) renameSync('here', 'made' + made++);
      renameSync('away', 'here');
    }
  }
}`;

describe('another user of the machine', function () {
  this.timeout(600_000);
  let home;
  let shared;
  let mine;
  before(function () {
    // Only root can be two people.
    if (process.getuid() !== 0) this.skip();
  });
  beforeEach(() => {
    home = createHome();
    shared = mkdtempSync(join(tmpdir(), 'nixai-shared-'));
    mine = join(home.path, 'mine');
    mkdirSync(mine);
    mkdirSync(join(shared, 'here'));
    for (const folder of [shared, join(shared, 'here')]) {
      chownSync(folder, nobody, nobody);
      chmodSync(folder, 0o777);
    }
  });
  afterEach(() => {
    home?.remove();
    if (shared !== undefined) rmSync(shared, { recursive: true, force: true });
  });

  /** Runs work while that user swaps `here` with a link to a folder of ours. */
  async function whileSwapped(work) {
    symlinkSync(mine, join(shared, 'link'));
    lchownSync(join(shared, 'link'), nobody, nobody);
    const child = spawn(process.execPath, ['-e', swapper, shared], {
      ...{ uid: nobody, gid: nobody, env: {}, cwd: '/' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    try {
      for (let round = 0; round < rounds; round++) await work(round);
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  }

  async function link(plugin) {
    const { code, stderr } = await home.nixai(['plugins', 'link', join(root, 'plugins', plugin)]);
    expect(code, stderr).to.equal(0);
  }

  const module = '{ services.openssh.permitRootLogin = "no"; }\n';

  it('has no file made or changed elsewhere by a folder that becomes a link', async () => {
    await link('templates');
    const ours = '{ boot.cleanTmpDir = true; }\n';
    writeFileSync(join(mine, 'a.nix'), ours);
    const file = join(shared, 'here/a.nix');
    writeFileSync(file, module);
    chownSync(file, nobody, nobody);
    await whileSwapped(async (round) => {
      for (const argv of [
        ['check', '--fix', '--yes', file],
        ['templates', 'apply', 'development', '-o', join(shared, `here/${round}.nix`), '--yes'],
      ]) {
        const { code, stderr } = await home.nixai(argv);
        expect(code, stderr).to.be.oneOf([0, 1, 5]);
        expect(stderr).to.not.match(/\n\s+at |failed in a way/);
        expect(readdirSync(mine), argv.join(' ')).to.deep.equal(['a.nix']);
        expect(readFileSync(join(mine, 'a.nix'), 'utf8'), argv.join(' ')).to.equal(ours);
      }
    });
  });

  it('leads nobody anywhere by a link that lies there all the time', async () => {
    await link('templates');
    symlinkSync(mine, join(shared, 'link'));
    symlinkSync(join(mine, 'a.nix'), join(shared, 'here/a.nix'));
    for (const one of ['link', 'here/a.nix']) lchownSync(join(shared, one), nobody, nobody);
    writeFileSync(join(mine, 'a.nix'), module);
    for (const name of ['link/a.nix', 'here/a.nix']) {
      const { code, stderr } = await home.nixai(['check', '--fix', '--yes', join(shared, name)]);
      expect(code, stderr).to.equal(5);
      expect(stderr).to.match(/is a link of user 65534/);
    }
    const argv = ['templates', 'apply', 'development', '-o', join(shared, 'link/b.nix'), '--yes'];
    const { code, stderr } = await home.nixai(argv);
    expect(code, stderr).to.equal(5);
    expect(readFileSync(join(mine, 'a.nix'), 'utf8')).to.equal(module);
    expect(readdirSync(mine)).to.deep.equal(['a.nix']);
  });

  it('has no code run, and nothing removed, by a cache that they share', async () => {
    mkdirSync(join(shared, 'nixai'));
    const there = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const name of there) mkdirSync(join(mine, name));
    symlinkSync(mine, join(shared, 'nixai/compiled'));
    const env = { XDG_CACHE_HOME: shared };
    expect((await home.nixai(['config', 'path'], { env })).code).to.equal(0);
    expect(readdirSync(mine)).to.deep.equal(there);
  });

  describe('who pretends to be a server of ours', () => {
    let server;
    let asked;
    before(async () => {
      server = createServer((request, response) => {
        asked.push({ url: request.url, token: request.headers.authorization });
        response.end('{}');
      });
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    after(() => server?.close());

    it('is shown no token, and has nothing started', async () => {
      asked = [];
      await link('mcp');
      const sleeper = spawn('sleep', ['300'], { uid: nobody, gid: nobody });
      const fields = readFileSync(`/proc/${sleeper.pid}/stat`, 'utf8')
        .split(') ')
        .at(-1)
        .split(' ');
      mkdirSync(join(shared, 'nixai'));
      const config = join(shared, 'evil.yaml');
      writeFileSync(config, 'ai_model: x\n');
      writeFileSync(
        join(shared, 'nixai/mcp-server.json'),
        JSON.stringify({
          ...{ pid: sleeper.pid, start: fields[19], version: '1.0.0' },
          ...{ since: new Date().toISOString(), url: `http://127.0.0.1:${server.address().port}` },
          argv: ['--http', `--config=${config}`],
        }),
      );
      writeFileSync(join(shared, 'nixai/mcp.token'), `${'a'.repeat(64)}\n`, { mode: 0o600 });
      const env = { XDG_RUNTIME_DIR: shared };
      try {
        const status = await home.nixai(['mcp-server', 'status', '--json'], { env });
        expect(JSON.parse(status.stdout).running).to.equal(false);
        const stopped = await home.nixai(['mcp-server', 'stop', '--json'], { env });
        expect(JSON.parse(stopped.stdout).stopped).to.equal(false);
        expect(asked).to.deep.equal([]);
        expect(existsSync(`/proc/${sleeper.pid}`)).to.equal(true);
      } finally {
        sleeper.kill('SIGKILL');
      }
    });
  });
});
