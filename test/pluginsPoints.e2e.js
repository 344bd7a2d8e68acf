// Three plugins that know of each other only by names: one opens an extension point, one fills it,
// one provides a service. All of them come from a registry.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { pack, root } from './support/packed.js';
import { startRegistry } from './support/registry.js';

describe('plugins for plugins', () => {
  let registry;
  let home;
  let folder;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-points-'));
    registry = await startRegistry();
    await registry.publish(pack('core/api', folder));
    for (const name of ['acme-pages', 'acme-start', 'acme-weather'])
      await registry.publish(join(root, 'test/plugins', name));
    home = createHome({ npm_config_cache: join(folder, 'npm-cache') });
    home.file('.npmrc', readFileSync(registry.npmrc, 'utf8'));
  });
  after(() => {
    registry?.stop();
    home?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const install = async (...names) => {
    const done = await home.nixai(['plugins', 'install', ...names, '--yes']);
    expect(done.code, done.stdout + done.stderr).to.equal(0);
    return done;
  };
  const pages = async () => {
    const { code, stdout, stderr } = await home.nixai(['pages']);
    expect(code, stderr).to.equal(0);
    return { stdout, stderr };
  };

  it('leaves out who needs a plugin that is not there, and says how to get it', async () => {
    const { stdout } = await home.nixai(['plugins', 'install', '@acme/nixai-start']);
    expect(stdout).to.match(/needs +@acme\/nixai-pages/);
    await install('@acme/nixai-start');
    const { stdout: listed } = await home.nixai(['plugins', 'inspect', '@acme/nixai-start']);
    expect(listed).to.contain('needs @acme/nixai-pages, which is not installed');
    expect(listed).to.contain('nixai plugins install @acme/nixai-pages');
  });

  it('lets one open a point, and another fill it', async () => {
    await install('@acme/nixai-pages');
    const { stdout, stderr } = await pages();
    expect(stdout).to.equal(
      'Contents (@acme/nixai-pages)\nStart (@acme/nixai-start)\nWeather: nobody knows\n',
    );
    expect(stderr).to.equal('');
  });

  it('hands the service of a third to all, and closes it at the end', async () => {
    const asked = await home.nixai(['plugins', 'install', '@acme/nixai-weather']);
    expect(asked.stdout).to.contain('connects to the network (as it says)');
    await install('@acme/nixai-weather');
    const { stdout: shown, stderr } = await pages();
    expect(shown).to.contain('Weather: rain');
    expect(stderr).to.equal('the weather is closed\n');
  });

  it('shows what each opens, gives and provides', async () => {
    const inspect = async (name) =>
      JSON.parse((await home.nixai(['plugins', 'inspect', name, '--json'])).stdout);
    const opener = await inspect('@acme/nixai-pages');
    expect(opener.opens).to.deep.equal(['acme.pages']);
    expect(opener.contributions).to.deep.equal({ 'acme.pages': ['contents'] });
    expect((await inspect('@acme/nixai-start')).contributions).to.deep.equal({
      'acme.pages': ['start'],
    });
    const provider = await inspect('@acme/nixai-weather');
    expect(provider.services).to.deep.equal(['acme.weather']);
    expect(provider.effects).to.deep.equal(['network']);
  });

  it('loads none of them for a command that reads other points', async () => {
    const env = { ACME_TRACE: '1' };
    const asked = await home.nixai(['pages'], { env });
    expect(asked.stderr).to.contain('the weather is loaded');
    for (const argv of [['docs', 'sources'], ['models'], ['config', 'path']])
      expect((await home.nixai(argv, { env })).stderr, argv.join(' ')).not.to.contain('loaded');
  });

  it('finds each of them fit to be published', async () => {
    for (const name of ['pages', 'start', 'weather']) {
      const { stdout } = await home.nixai(['plugins', 'verify', `@acme/nixai-${name}`, '--json']);
      const faults = JSON.parse(stdout).checks.flatMap((check) => check.faults);
      // The fixtures have no file LICENSE.
      expect(faults.filter((fault) => !fault.includes('LICENSE'))).to.deep.equal([]);
    }
  });
});
