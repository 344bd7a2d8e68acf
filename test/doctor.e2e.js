// What doctor finds on a machine where something is wrong, each with its remedy.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

describe('doctor', () => {
  let home;
  beforeEach(() => (home = createHome()));
  afterEach(() => home.remove());

  const findings = async (options) => {
    const { code, stdout } = await home.nixai(['doctor', '--json'], options);
    const all = JSON.parse(stdout).groups.flatMap((group) => group.findings);
    return { code, bad: all.filter(({ level }) => level === 'bad'), all };
  };

  it('finds nothing wrong in a clean HOME', async () => {
    const { code, bad, all } = await findings();
    expect(bad).to.deep.equal([]);
    expect(code).to.equal(0);
    const about = all.map((one) => one.about);
    expect(about).to.include.members([
      'ollama',
      'openai',
      'gemini',
      'handbook',
      'Node',
      'config folder',
    ]);
  });

  it('tells each fault of the configuration with its line', async () => {
    mkdirSync(join(home.path, '.config/nixai'), { recursive: true });
    writeFileSync(
      join(home.path, '.config/nixai/config.yaml'),
      'log_level: info\nlog_levl: info\n',
    );
    const { code, bad } = await findings();
    expect(code).to.equal(1);
    expect(bad[0].about).to.match(/config\.yaml:2$/);
    expect(bad[0].remedy).to.equal('nixai config validate');
  });

  it('calls a provider bad that was chosen and does not answer', async () => {
    await home.nixai(['config', 'set', 'ai_provider', 'ollama']);
    const { code, bad } = await findings();
    expect(code).to.equal(1);
    expect(bad).to.have.length(1);
    expect(bad[0]).to.include({ about: 'ollama' });
    expect(bad[0].remedy).to.contain('ollama serve');
  });

  it('names a plugin that is broken, and what mends a folder that is linked', async () => {
    await home.nixai(['plugins', 'link', join(root, 'test/plugins/broken')]);
    const { code, bad } = await findings();
    expect(code).to.equal(1);
    expect(bad.map(({ remedy }) => remedy).join()).to.match(
      /^cd \S*broken && npm install && npm run build/,
    );
  });

  it('says which folder cannot be written', async () => {
    writeFileSync(join(home.path, 'file'), '');
    const { bad } = await findings({ env: { XDG_CACHE_HOME: join(home.path, 'file') } });
    expect(bad.map(({ about }) => about)).to.include('cache folder');
    expect(bad[0].remedy).to.be.a('string');
  });
});
