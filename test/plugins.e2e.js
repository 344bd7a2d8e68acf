import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli, pack, root } from './support/packed.js';
import { startRegistry } from './support/registry.js';
import { hasTerminal, openTerminal } from './support/terminal.js';

/** The registry as one that was told where each package was built. */
async function startProvenance(registry) {
  const server = createServer(async ({ url }, answer) => {
    const document = await (await fetch(new URL(url, registry))).json();
    for (const { dist } of Object.values(document.versions ?? {}))
      dist.attestations = {
        url: `${registry}-/x`,
        provenance: { predicateType: 'https://slsa.dev/provenance/v1' },
      };
    answer.setHeader('content-type', 'application/json').end(JSON.stringify(document));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('plugins, installed from a private registry', function () {
  let registry;
  let home;
  let folder;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-publish-'));
    registry = await startRegistry();
    for (const source of [
      'core/api',
      'core/nix',
      'plugins/notes',
      'plugins/explain',
      'test/plugins/acme-wiki',
      'test/plugins/future-api',
      'test/plugins/broken',
    ])
      await registry.publish(pack(source, folder));
    home = createHome({ npm_config_cache: join(folder, 'npm-cache') });
    home.file('.npmrc', readFileSync(registry.npmrc, 'utf8'));
  });
  after(() => {
    registry?.stop();
    home?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const install = async (name) => {
    const { code, stderr } = await home.nixai(['plugins', 'install', name, '--yes']);
    expect(code, stderr).to.equal(0);
  };

  it('a command and a doc source appear, and are gone after uninstall', async () => {
    expect((await home.nixai(['greet', 'Ada'])).code).to.equal(2);
    await install('@acme/nixai-wiki');

    const greeted = await home.nixai(['greet', 'Ada']);
    expect(greeted.stdout).to.equal('Hello, Ada!\n');
    const json = JSON.parse((await home.nixai(['greet', 'Ada', '--json'])).stdout);
    expect(json).to.deep.equal({ greeting: 'Hello, Ada!', api: '1.0.0' });

    const sources = JSON.parse((await home.nixai(['docs', 'sources', '--json'])).stdout);
    expect(JSON.stringify(sources)).to.contain('acme-wiki');
    const answer = await home.nixai([
      'ask',
      '--no-ai',
      '--json',
      'how do I reach a host by SSH through the bastion?',
    ]);
    expect(answer.stdout).to.contain('acme-wiki');

    const removed = await home.nixai(['plugins', 'uninstall', '@acme/nixai-wiki']);
    expect(removed.code, removed.stderr).to.equal(0);
    expect((await home.nixai(['greet', 'Ada'])).code).to.equal(2);
    expect((await home.nixai(['docs', 'sources', '--json'])).stdout).not.to.contain('acme-wiki');
  });

  it('a command of an official plugin says how to get it, and is there after that', async () => {
    const before = await home.nixai(['notes', 'search', 'bastion']);
    expect(before.code).to.equal(2);
    expect(before.stderr).to.contain('nixai plugins install @nixai/plugin-notes');
    await install('@nixai/plugin-notes');

    const without = await home.nixai(['notes', 'search', 'bastion']);
    expect(without.code).to.equal(1);
    expect(without.stderr).to.contain('nixai config set notes.folders');
    mkdirSync(join(home.path, 'notes'));
    home.file('notes/ssh.md', '# Bastion\nSSH goes through the bastion at bastion.acme.example.');
    const set = await home.nixai(['config', 'set', 'notes.folders', join(home.path, 'notes')]);
    expect(set.code, set.stderr).to.equal(0);

    const found = await home.nixai(['notes', 'search', 'how do I get to the bastion']);
    expect(found.stdout).to.contain('bastion.acme.example');
    const answer = await home.nixai(['ask', '--no-ai', '--json', 'where is the bastion for SSH?']);
    expect(answer.stdout).to.contain('notes/ssh.md');
    await home.nixai(['plugins', 'uninstall', '@nixai/plugin-notes']);
  });

  it('a command of an official plugin is offered at a terminal, installed after a yes, and goes on', async function () {
    if (!hasTerminal) this.skip();
    const bin = installedCli().bin;
    const terminal = openTerminal(
      `"${process.execPath}" "${bin}" explain-option services.openssh.enable --no-ai`,
      { cwd: home.path, env: home.env },
    );
    await terminal.until(/is a command of @nixai\/plugin-explain[^]*Install it now/);
    terminal.type('y\r');
    await terminal.until(/services\.openssh\.enable[^]*boolean/);
    expect(await terminal.ended).to.equal(0);
    await home.nixai(['plugins', 'uninstall', '@nixai/plugin-explain']);
  });

  it('the second official plugin explains an option from the handbook', async () => {
    await install('@nixai/plugin-explain');
    const { code, stdout, stderr } = await home.nixai([
      'explain-option',
      'services.openssh.enable',
      '--no-ai',
    ]);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.contain('services.openssh.enable').and.to.contain('boolean');
    await home.nixai(['plugins', 'uninstall', '@nixai/plugin-explain']);
  });

  it('a plugin brings a copy of the api of its own, and that does no harm', async () => {
    await install('@acme/nixai-wiki');
    const copy = join(home.path, '.local/share/nixai/node_modules/@nixai/api/package.json');
    expect(JSON.parse(readFileSync(copy, 'utf8')).name).to.equal('@nixai/api');
    expect((await home.nixai(['greet', 'Ada'])).stdout).to.equal('Hello, Ada!\n');
  });

  it('a plugin of another api version is refused in a sentence, and nothing else is harmed', async () => {
    await install('@acme/nixai-future-api');
    const { code, stderr, stdout } = await home.nixai(['ask', '--no-ai', 'how do I enable SSH?']);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.contain('services.openssh.enable');
    expect(stderr)
      .to.contain('@acme/nixai-future-api')
      .and.to.contain('needs nixai api 2, this nixai has 1');
  });

  it('a plugin that throws while registering is named and left out', async () => {
    await install('@acme/nixai-broken');
    const { code, stderr, stdout } = await home.nixai(['ask', '--no-ai', 'how do I enable SSH?']);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.contain('services.openssh.enable');
    expect(stderr).to.contain('@acme/nixai-broken').and.to.contain('the wiki table is missing');
  });

  it('install scripts of a plugin never run', async () => {
    const source = join(folder, 'scripted');
    cpSync(join(root, 'test/plugins/acme-wiki'), source, { recursive: true });
    const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
    const sentinel = join(folder, 'ran');
    writeFileSync(
      join(source, 'package.json'),
      JSON.stringify({
        ...manifest,
        name: '@acme/nixai-scripted',
        scripts: { postinstall: `touch ${sentinel}` },
      }),
    );
    await registry.publish(source);
    await install('@acme/nixai-scripted');
    expect(() => readFileSync(sentinel)).to.throw();
  });

  it('several are installed by one command of a script, all or none, and once', async () => {
    const names = ['@acme/nixai-wiki', 'notes', 'explain'];
    await home.nixai(['plugins', 'uninstall', '@acme/nixai-wiki']);
    const json = async (...argv) => {
      const run = await home.nixai(['plugins', ...argv, '--json']);
      return { ...run, result: JSON.parse(run.stdout) };
    };
    const there = async () => (await json()).result.plugins.map(({ name }) => name);
    const before = await there();
    const missing = await json('install', ...names, '@acme/nobody-has-this', '--yes');
    expect([missing.code, missing.result.error.code]).to.deep.equal([1, 'npm-failed']);
    expect(await there()).to.deep.equal(before);

    const installed = await json('install', ...names, '--yes');
    expect(installed.code, installed.stdout).to.equal(0);
    const full = ['@acme/nixai-wiki', '@nixai/plugin-notes', '@nixai/plugin-explain'];
    expect(await there()).to.include.members(full);
    const again = await json('install', ...names, '--yes');
    expect([again.code, again.result.plugins.map(({ changes }) => changes)]).to.deep.equal([
      0,
      [false, false, false],
    ]);
    await json('uninstall', ...full);
  });

  it('a provenance is mentioned where the registry has one, and what will not run', async () => {
    const name = '@acme/nixai-wiki';
    const proxy = await startProvenance(registry.url);
    const env = { npm_config_registry: proxy.url };
    const { code, stdout } = await home.nixai(['plugins', 'install', name], { env });
    proxy.close();
    expect(code, 'nobody said yes').to.equal(5);
    expect(stdout).to.contain('unsigned; the registry has a provenance, not checked here');
    await home.nixai(['plugins', 'uninstall', '@acme/nixai-scripted']);
    const scripted = await home.nixai(['plugins', 'install', '@acme/nixai-scripted']);
    expect(scripted.stdout)
      .to.contain('postinstall: will not run')
      .and.not.to.contain('provenance');
  });

  it('root installs, syncs and updates nothing, unless it says so', async function () {
    if (process.getuid() !== 0) this.skip();
    const env = { NIXAI_AS_ROOT: '' };
    for (const argv of [['install', '@acme/nixai-wiki'], ['sync'], ['update']]) {
      const refused = await home.nixai(['plugins', ...argv, '--yes'], { env });
      expect([refused.code, refused.stderr]).to.deep.equal([
        5,
        'error: plugins are not installed as root\n       each of them would run with all rights\nhint:  run it as yourself, or with --as-root in a container\n',
      ]);
    }
    const argv = ['plugins', 'install', '@acme/nixai-wiki', '--yes', '--as-root'];
    expect((await home.nixai(argv, { env })).code).to.equal(0);
  });

  it('a name that the registry does not have is named, with the search for it', async () => {
    const { code, stderr } = await home.nixai(['plugins', 'install', 'nobody-has-this', '--yes']);
    expect(code).to.equal(1);
    expect(stderr).to.match(
      /^error: the registry has no nobody-has-this@latest\n +Not Found .*\nhint: {2}nixai plugins search nobody-has-this\n$/,
    );
  });

  it('a registry that is not there is named in a line, and the list goes without it', async () => {
    await install('@acme/nixai-wiki');
    const env = { npm_config_registry: 'http://127.0.0.1:3/' };
    const listed = await home.nixai(['plugins', '--json'], { env });
    expect(listed.code, listed.stderr).to.equal(0);
    expect(listed.stdout).to.contain('@acme/nixai-wiki');
    const searched = await home.nixai(['plugins', 'search', 'wiki'], { env });
    expect(searched.code).to.equal(1);
    expect(searched.stderr).to.match(
      /^error: npm search failed\n +request to .*ECONNREFUSED.*\nhint: .*\n$/,
    );
  });
});
