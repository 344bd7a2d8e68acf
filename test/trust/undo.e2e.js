import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from '../support/home.js';
import { installedCli } from '../support/packed.js';
import { hasTerminal, openTerminal } from '../support/terminal.js';

describe('nixai undo', () => {
  let home;
  let file;
  beforeEach(() => {
    home = createHome();
    file = join(home.path, '.config/nixai/config.yaml');
  });
  afterEach(() => home.remove());
  const text = () => readFileSync(file, 'utf8');

  it('shows the diff, asks, and puts the file back', async function () {
    if (!hasTerminal) this.skip();
    await home.nixai(['config', 'set', 'ai_model', 'one']);
    await home.nixai(['config', 'set', 'ai_model', 'two']);
    const terminal = openTerminal(`${process.execPath} ${installedCli().bin} undo`, {
      cwd: home.path,
      env: home.env,
    });
    const shown = await terminal.until(/Undo "config set ai_model"/);
    expect(shown).to.contain('-ai_model: two').and.to.contain('+ai_model: one');
    expect(text()).to.equal('ai_model: two\n');
    terminal.type('y\n');
    await terminal.until(/Undid "config set ai_model"/);
    expect(await terminal.ended).to.equal(0);
    expect(text()).to.equal('ai_model: one\n');
  });

  it('writes nothing without a yes, and nothing on a dry run', async () => {
    await home.nixai(['config', 'set', 'ai_model', 'one']);
    expect((await home.nixai(['undo'])).code).to.equal(5);
    const { code, stdout } = await home.nixai(['undo', '--dry-run']);
    expect(code).to.equal(0);
    expect(stdout).to.contain('-ai_model: one');
    expect(text()).to.equal('ai_model: one\n');
  });

  it('takes an undo back by its id', async () => {
    await home.nixai(['config', 'set', 'ai_model', 'one']);
    const { stdout } = await home.nixai(['undo', '--yes', '--json']);
    expect(existsSync(file)).to.equal(false);
    await home.nixai(['undo', JSON.parse(stdout).undo, '--yes']);
    expect(text()).to.equal('ai_model: one\n');
  });

  it('shows no secret in JSON, and restores it all the same', async () => {
    const key = ['AIza', 'SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q'].join('');
    await home.nixai(['config', 'set', 'providers.gemini.api_key', key]);
    await home.nixai(['config', 'unset', 'providers.gemini.api_key']);
    const { stdout } = await home.nixai(['undo', '--yes', '--json']);
    expect(stdout).not.to.contain(key);
    expect(text()).to.contain(key);
  });
});
