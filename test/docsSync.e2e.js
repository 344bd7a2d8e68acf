// `docs sync` against a server on loopback that behaves as channels.nixos.org does, by the installed
// CLI; with the real option set where that is here.
import { createHash } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const release = '/nixos/25.05/nixos-25.05.805977.88331c17ba43';
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

const option = (type, description) => ({
  type,
  description,
  declarations: ['nixos/modules/services/module.nix'],
  loc: [],
  readOnly: false,
});
const few = {
  fileSystems: option('attribute set of (submodule)', 'The file systems to be mounted.'),
  'networking.firewall.allowedTCPPorts': option(
    'list of 16 bit unsigned integer',
    'TCP ports on which incoming connections are accepted.',
  ),
  'services.nginx.enable': option('boolean', 'Whether to enable Nginx Web Server.'),
  'services.openssh.enable': option('boolean', 'Whether to enable the OpenSSH daemon.'),
  'services.openssh.settings.PermitRootLogin': option('null or one of "yes", "no"', 'Root login.'),
  'services.postgresql.dataDir': option('path', 'The data directory of PostgreSQL.'),
  'time.timeZone': option('null or string', 'The time zone used when displaying times.'),
  'users.users.<name>.shell': option('package', "The path to the user's shell."),
};
const real = join(
  process.env.NIXAI_SHARED ?? join(root, '../shared'),
  'data/nixos-options.json.br',
);
const files = {
  'options.json.br': existsSync(real)
    ? readFileSync(real)
    : brotliCompressSync(JSON.stringify(few)),
  'packages.json.br': brotliCompressSync(
    JSON.stringify({
      version: 2,
      packages: { hello: { pname: 'hello', version: '2.12.1', meta: { description: 'Greets' } } },
    }),
  ),
};

/** What somebody new asks, and what must be said. */
const questions = [
  [['explain-option', 'services.nginx.enable'], 'boolean'],
  [['explain-option', 'services.ngnix.enable'], 'services.nginx.enable', 1],
  [['explain-option', 'services.postgresql.dataDir'], 'path'],
  [['explain-option', 'users.users.alice.shell'], 'users.users.<name>.shell'],
  [['find-option', 'allow ssh root login'], 'services.openssh.settings.PermitRootLogin'],
  [['search', 'nginx'], 'services.nginx.enable'],
  [['search', 'pkg', 'hello'], '2.12.1'],
  [['search', '--options-only', 'open firewall port'], 'networking.firewall.allowedTCPPorts'],
  [['search', '--options-only', 'timezone'], 'time.timeZone'],
  [['ask', 'how do I enable SSH?'], 'services.openssh.enable'],
];

describe('docs sync from a channel', () => {
  let server;
  let asked;
  let answer;
  let home;

  before((done) => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      answer(request, response);
    }).listen(0, '127.0.0.1', done);
  });
  beforeEach(async () => {
    asked = [];
    answer = channel;
    home = createHome();
    await home.nixai(['plugins', 'link', join(root, 'plugins/explain')]);
    const url = `http://127.0.0.1:${server.address().port}`;
    for (const [key, value] of [
      ['docs.channel_url', url],
      ['docs.branch', 'nixos-25.05'],
    ]) {
      const { code, stderr } = await home.nixai(['config', 'set', key, value]);
      expect(code, stderr).to.equal(0);
    }
  });
  afterEach(() => home.remove());
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const sync = () => home.nixai(['docs', 'sync', '--source', 'channel', '--json']);
  const folder = () => join(home.path, '.cache/nixai/docs/channel/nixos-25.05');
  const index = () => join(folder(), 'nixos.sqlite');
  const explain = (name = 'services.nginx.enable') =>
    home.nixai(['explain-option', name, '--json', '--no-ai']);

  it('answers ten questions from what was fetched, with the server gone', async () => {
    const { code, stdout } = await sync();
    expect(code, stdout).to.equal(0);
    const [synced] = JSON.parse(stdout).synced;
    expect(synced).to.include({ source: 'channel', ok: true, release: 'nixos-25.05' });
    asked = [];
    for (const [argv, said, wanted = 0] of questions) {
      const run = await home.nixai([...argv, '--offline', '--no-ai']);
      expect(run.code, `${argv.join(' ')}: ${run.stderr}`).to.equal(wanted);
      expect(run.stdout + run.stderr, argv.join(' ')).to.contain(said);
    }
    expect(asked).to.deep.equal([]);
  });

  it('fetches nothing that has not changed', async () => {
    await sync();
    const before = statSync(index()).mtimeMs;
    answer = (request, response) => {
      if (request.url.startsWith(release) && request.method === 'GET')
        expect(request.headers['if-none-match']).to.be.a('string');
      channel(request, response);
    };
    expect((await sync()).code).to.equal(0);
    expect(statSync(index()).mtimeMs).to.equal(before);
  });

  it('lets two at once through, one after the other, and leaves one whole index', async () => {
    const runs = await Promise.all([sync(), sync()]);
    for (const { code, stdout } of runs) expect(code, stdout).to.equal(0);
    expect(readdirSync(folder()).sort()).to.deep.equal(['nixos.sqlite', 'packages.sqlite']);
    expect((await explain()).code).to.equal(0);
  });

  it('throws a damaged index away, says so, and has it back with the next sync', async () => {
    await sync();
    truncateSync(index(), 10_000);
    const damaged = await explain('services.postgresql.dataDir');
    expect(damaged.stderr).to.match(/damaged.* removed.*nixai docs sync --source channel/s);
    expect(existsSync(index())).to.equal(false);
    expect((await sync()).code).to.equal(0);
    const { code, stdout } = await explain('services.postgresql.dataDir');
    expect(code).to.equal(0);
    expect(JSON.parse(stdout).option.citation.source).to.equal('channel');
  });

  for (const [what, reply, said] of [
    [
      'a web page',
      (response) => response.end('<!doctype html><p>Log in to the hotel</p>'),
      /web page/,
    ],
    ['nothing there', (response) => response.writeHead(404).end(), /there is no channel/],
    [
      'a changed file',
      (response) => response.end(brotliCompressSync('{"a":{}}')),
      /SHA-256|holds no/,
    ],
    ['a server in trouble', (response) => response.writeHead(403).end(), /the server says 403/],
  ])
    it(`says what is wrong of ${what}, and keeps what it has`, async () => {
      await sync();
      const before = readFileSync(index());
      answer = (request, response) =>
        request.method === 'GET' && request.url.endsWith('.br')
          ? reply(response)
          : channel(request, response);
      const { code, stdout, stderr } = await sync();
      expect(code, stdout).to.equal(1);
      expect(stdout + stderr).to.match(said);
      expect(readFileSync(index()).equals(before)).to.equal(true);
      expect((await explain()).code).to.equal(0);
    });

  it('says that nobody answers', async () => {
    await home.nixai(['config', 'set', 'docs.channel_url', 'http://127.0.0.1:3']);
    const { code, stderr } = await home.nixai(['docs', 'sync', '--source', 'channel']);
    expect(code).to.equal(3);
    expect(stderr).to.match(/127.0.0.1:3\/.* could not be read\s+nothing listens there/);
    const all = await home.nixai(['docs', 'sync']);
    expect(all.stdout + all.stderr).to.match(/127.0.0.1:3.*\sread:\s+nothing\s+listens/s);
  });

  it('names the sources that have something to fetch where one has nothing', async () => {
    const { code, stdout } = await home.nixai(['docs', 'sync', '--source', 'wiki', '--json']);
    const { error } = JSON.parse(stdout);
    expect([code, error.why]).to.deep.equal([
      2,
      'these have: system, home-manager, file, channel, manuals',
    ]);
  });

  it('refuses a file for a source that reads none, and a branch for one that has none', async () => {
    for (const [argv, what] of [
      [['--source', 'channel', '--file', 'x.json'], '--file goes with --source file'],
      [['--source', 'system', '--branch', 'nixos-25.05'], '--branch goes with --source channel'],
    ]) {
      const { code, stdout } = await home.nixai(['docs', 'sync', ...argv, '--json']);
      expect([code, JSON.parse(stdout).error.what]).to.deep.equal([2, what]);
    }
  });

  it('says which folder takes no index', async () => {
    writeFileSync(join(home.path, 'file'), '');
    for (const cache of [join(home.path, 'file'), '/proc/self/nowhere']) {
      const { code, stderr } = await home.nixai(['docs', 'sync', '--source', 'channel'], {
        env: { XDG_CACHE_HOME: cache },
      });
      expect(code, stderr).to.equal(1);
      expect(stderr).to.contain(cache);
    }
  });
});

function channel({ url, method, headers }, response) {
  const file = url.slice(url.lastIndexOf('/') + 1);
  const bytes = files[file];
  if (url === release) return response.end(listing());
  if (bytes === undefined) return response.writeHead(404).end();
  if (url.startsWith('/nixos-25.05/'))
    return response.writeHead(302, { location: `${release}/${file}` }).end();
  const etag = `"${sha256(bytes).slice(0, 16)}"`;
  if (headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
  response.writeHead(200, { etag, 'content-encoding': 'br', 'content-length': bytes.length });
  return method === 'HEAD' ? response.end() : response.end(bytes);
}

function listing() {
  const rows = Object.entries(files).map(
    ([name, bytes]) =>
      `<tr><td><a href='${release}/${name}'>${name}</a></td><td>${bytes.length}</td>` +
      `<td><tt>${sha256(bytes)}</tt></td></tr>`,
  );
  return `<html><body><table>${rows.join('')}</table></body></html>`;
}
