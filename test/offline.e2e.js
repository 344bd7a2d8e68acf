// `--offline` means it: what the kernel was asked to connect to, as strace saw it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli } from './support/packed.js';

const hasStrace = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

/** Runs nixai under strace; gives its exit code and each address it spoke to over the network. */
async function addressesOf(home, argv, env) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-offline-'));
  const log = join(folder, 'log');
  const strace = ['-f', '-qq', '-s', '256', '-e', 'trace=connect,sendto,sendmsg', '-o', log];
  const child = spawn('strace', [...strace, process.execPath, installedCli().bin, ...argv], {
    cwd: home.path,
    env: { ...home.env, ...env },
    stdio: 'ignore',
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const trace = readFileSync(log, 'utf8');
  rmSync(folder, { recursive: true, force: true });
  const found = trace.matchAll(
    /sin6?_addr(?:=inet_addr\(|, )?"([^"]+)"|inet_pton\(AF_INET6, "([^"]+)"/g,
  );
  return { code, addresses: [...found].map(([, v4, v6]) => v4 ?? v6) };
}

const beyond = (addresses) => addresses.filter((one) => !/^127\.|^::1$/.test(one));

/** Configured so that everything would like to go out. */
const env = {
  OPENAI_API_KEY: 'k',
  NIXAI_PROVIDER: 'openai',
  OPENAI_BASE_URL: 'https://192.0.2.1/v1',
  NIXAI_MODEL: 'm',
};

const commands = [
  ['ask', 'how do I enable SSH?'],
  ['ask', '--provider', 'openai', '--model', 'm', 'how do I enable SSH?'],
  ['models'],
  ['doctor'],
  ['docs', 'sync'],
  ['docs', 'status'],
  ['plugins', 'search', 'notes'],
  ['plugins', 'install', '@nixai/plugin-notes', '--yes'],
];

describe('--offline', function () {
  let home;
  before(function () {
    if (!hasStrace) {
      console.log('      skipped: strace is not there, or may not trace here');
      this.skip();
    }
    home = createHome(env);
  });
  after(() => home?.remove());

  it('is worth testing: without it, the same commands do go out', async () => {
    const { addresses } = await addressesOf(home, ['models', '--provider', 'openai'], {});
    expect(beyond(addresses)).to.include('192.0.2.1');
  });

  for (const argv of commands)
    it(`connects to nothing beyond this machine: nixai ${argv.join(' ')}`, async () => {
      const { addresses } = await addressesOf(home, [...argv, '--offline'], {});
      expect(beyond(addresses)).to.deep.equal([]);
    });

  it('may be said by NIXAI_OFFLINE as well', async () => {
    const { code, addresses } = await addressesOf(home, commands[0], { NIXAI_OFFLINE: 'true' });
    expect(beyond(addresses)).to.deep.equal([]);
    expect(code).to.equal(0);
  });
});
