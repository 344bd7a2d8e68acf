// `build cache-miss` on caches on loopback with real signatures: each way in which a path is not fetched.
import { execFileSync, spawn } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { createStore, hasNix, nixConfig } from './support/nixStore.js';
import { root } from './support/packed.js';

const packages = `let
  mk = name: more: derivation ({ inherit name; system = builtins.currentSystem; builder = "/bin/sh";
    args = [ "-c" "echo \${name} > $out" ]; } // more);
in rec {
  signed = mk "signed-1.0" { };
  unsigned = mk "unsigned-1.0" { };
  foreign = mk "foreign-1.0" { };
  late = mk "late-1.0" { };
  absent = mk "absent-1.0" { };
  local = mk "local-1.0" { allowSubstitutes = false; preferLocalBuild = true; };
  unfree = mk "unfree-1.0" { } // { meta.license = { shortName = "no"; free = false; }; };
  mips = mk "mips-1.0" { system = "mips-none"; };
  patched = mk "signed-1.0" { patches = "x.patch"; };
  lib = mk "lib-1.0" { inherit signed; };
  app = mk "app-1.0" { inherit lib signed; };
}
`;

/** Answers from a folder; below a first word in its own way. */
const answering = (folder) => (request, response) => {
  const [, way, ...rest] = new URL(request.url, 'http://a').pathname.split('/');
  const file = join(folder, ...rest);
  const end = (status, text) => response.writeHead(status).end(text);
  if (way === 'closed') return end(403, 'no');
  if (way === 'login') return end(200, '<html>log in</html>');
  if (way === 'other' && rest[0] === 'nix-cache-info') return end(200, 'StoreDir: /other/store\n');
  if (way === 'forged' && rest[0].endsWith('.narinfo') && existsSync(file))
    return end(200, readFileSync(file, 'utf8').replace(/NarSize: /, 'NarSize: 1'));
  if (!existsSync(file)) return end(404, '');
  return createReadStream(file).pipe(response.writeHead(200));
};

const listening = async (server) => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address().port;
};

describe('build cache-miss', function () {
  let store;
  let home;
  let web;
  let tls;
  let url;
  let key;
  let cache;
  before(async function () {
    if (!hasNix) this.skip();
    store = createStore();
    home = createHome(store.env);
    expect((await home.nixai(['plugins', 'link', join(root, 'plugins/build')])).code).to.equal(0);
    home.file('all.nix', packages);
    const keyFor = (name) => {
      const secret = execFileSync('nix', ['key', 'generate-secret', '--key-name', name], {
        env: { ...home.env },
      });
      writeFileSync(join(home.path, `${name}.key`), secret);
      return execFileSync('nix', ['key', 'convert-secret-to-public'], {
        env: { ...home.env },
        input: secret,
        encoding: 'utf8',
      });
    };
    key = keyFor('ours-1');
    keyFor('theirs-1');
    cache = join(home.path, 'cache');
    mkdirSync(cache);
    put('signed', 'ours-1');
    put('foreign', 'theirs-1');
    put('unsigned');
    web = createServer(answering(cache));
    url = `http://127.0.0.1:${await listening(web)}`;
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost'];
    const files = ['-keyout', join(home.path, 'tls.key'), '-out', join(home.path, 'tls.crt')];
    execFileSync('openssl', [...made, ...files], { stdio: 'ignore' });
    tls = createTlsServer(
      {
        key: readFileSync(join(home.path, 'tls.key')),
        cert: readFileSync(join(home.path, 'tls.crt')),
      },
      answering(cache),
    );
    await listening(tls);
  });
  after(() => {
    for (const server of [web, tls]) {
      server?.closeAllConnections();
      server?.close();
    }
    home?.remove();
    store?.remove();
  });

  function put(name, by) {
    const path = store.run('nix-build', join(home.path, 'all.nix'), '-A', name, '--no-out-link');
    const secret = by === undefined ? '' : `?secret-key=${join(home.path, `${by}.key`)}`;
    store.run('nix', 'copy', '--to', `file://${cache}${secret}`, path);
    return path;
  }

  const settings = (substituters, more = '') =>
    `${nixConfig.replace('substituters =', `substituters = ${substituters}`)}trusted-public-keys = ${key}\n${more}`;

  async function miss(attribute, { from = `${url}/usual`, more = '', words = [] } = {}) {
    const argv = ['build', 'cache-miss', '-f', 'all.nix', '-A', attribute, ...words];
    const env = { NIX_CONFIG: settings(from, more) };
    const { stdout, stderr, code } = await home.nixai([...argv, '--json'], { env });
    expect(stdout, stderr).to.match(/^\{/);
    const said = JSON.parse(stdout);
    expect(code).to.equal(said.fetchable ? 0 : 1);
    const text = async () => (await home.nixai(argv, { env })).stdout;
    return { ...said, says: said.answers?.map(({ says }) => says), text };
  }
  const kinds = ({ reasons }) => reasons.map(({ kind }) => kind);

  it('finds nothing wrong where Nix would fetch it', async () => {
    const { says, fetchable, reasons } = await miss('signed');
    expect([says, fetchable, reasons]).to.deep.equal([['has'], true, []]);
  });

  const planted = {
    'a path that is not there': ['absent', {}, 'absent', /has it not/],
    'a path without a signature': ['unsigned', {}, 'unsigned', /nix store sign/],
    'a signature by a key that is not trusted': ['foreign', {}, 'foreign-key', /theirs-1/],
    'a signature of something else': ['signed', { way: 'forged' }, 'bad-signature', /not fetch it/],
    'a cache that lets nobody in': ['signed', { way: 'closed' }, 'refused', /HTTP 403.*netrc/s],
    'a page that is no cache': ['signed', { way: 'login' }, 'no-cache', /is no cache/],
    'a cache for another store': ['signed', { way: 'other' }, 'other-store', /\/other\/store/],
  };
  for (const [what, [attribute, { way = 'usual' }, says, text]] of Object.entries(planted))
    it(`tells of ${what}`, async () => {
      const said = await miss(attribute, { from: `${url}/${way}` });
      expect([said.says, said.fetchable]).to.deep.equal([[says], false]);
      expect(await said.text()).to.match(text);
    });

  it('tells a server that is not there from one whose certificate is not trusted', async () => {
    const gone = createServer();
    const port = await listening(gone);
    await new Promise((resolve) => gone.close(resolve));
    const from = `http://127.0.0.1:${port} https://localhost:${tls.address().port}/usual`;
    const { says, answers } = await miss('signed', { from });
    expect(says).to.deep.equal(['unreachable', 'tls']);
    expect(answers[1].why).to.contain('self-signed');
  });

  it('tells of what Nix still holds for absent', async () => {
    const asked = await miss('late');
    expect(asked.says).to.deep.equal(['absent']);
    const path = asked.outputs[0];
    // Nix asks, and keeps that it was not there; then it is put there.
    const env = { ...home.env, NIX_CONFIG: settings(`${url}/usual`) };
    await new Promise((resolve) =>
      spawn('nix', ['path-info', '--store', `${url}/usual`, path], { env, stdio: 'ignore' }).on(
        'close',
        resolve,
      ),
    );
    put('late', 'ours-1');
    const said = await miss('late');
    expect([said.says, said.fetchable]).to.deep.equal([['remembered'], false]);
    expect(await said.text()).to.contain('narinfo-cache-negative-ttl 0');
  });

  it('tells of settings and of derivations that ask no cache', async () => {
    const none = await miss('signed', { from: '' });
    expect([kinds(none), none.answers]).to.deep.equal([['no-substituters'], []]);
    const off = await miss('signed', { more: 'substitute = false\n' });
    expect([kinds(off), off.fetchable]).to.deep.equal([['substitute-off'], false]);
    expect(kinds(await miss('local'))).to.deep.equal(['allow-substitutes']);
    expect(kinds(await miss('unfree'))).to.deep.equal(['unfree']);
    const mips = await miss('mips');
    expect(kinds(mips)).to.deep.equal(['other-system']);
    expect(mips.reasons[0].text).to.contain('mips-none').and.to.contain('Hydra builds nothing');
  });

  it('tells in what an overridden package differs from the plain one', async () => {
    home.file('plain.nix', '(import ./all.nix).signed\n');
    const said = await miss('patched', { words: ['--plain', 'plain.nix'] });
    expect(kinds(said)).to.deep.equal(['override']);
    expect(said.reasons[0].text).to.contain(`${url}/usual has that one`).and.to.contain('patches');
  });

  it('says where it begins', async () => {
    const { missed, origins, asked, text } = await miss('app');
    expect([missed, origins.map(({ name }) => name), asked]).to.deep.equal([1, ['lib-1.0'], 3]);
    expect(await text()).to.contain('- lib-1.0');
  });

  it('asks a cache in a folder through Nix', async () => {
    const { says } = await miss('signed', { from: `file://${cache}` });
    expect(says).to.deep.equal(['has']);
    expect((await miss('absent', { from: `file://${cache}` })).says).to.deep.equal(['absent']);
  });

  it('asks nobody beyond this machine offline', async () => {
    const argv = ['build', 'cache-miss', '-f', 'all.nix', '-A', 'signed', '--offline', '--json'];
    const env = { NIX_CONFIG: settings('https://cache.example.org') };
    const { stdout } = await home.nixai(argv, { env });
    const { answers, reasons } = JSON.parse(stdout);
    expect([answers.map(({ says }) => says), reasons]).to.deep.equal([['offline'], []]);
  });
});
