// The configuration as a person meets it: where a value comes from, what a fault is told as, and
// what of the file stays when one line of it changes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';

describe('the configuration', () => {
  let home;
  let file;
  beforeEach(() => {
    home = createHome();
    file = join(home.path, '.config/nixai/config.yaml');
    mkdirSync(dirname(file), { recursive: true });
  });
  afterEach(() => home.remove());

  const valueOf = async (key, options) => {
    const { stdout } = await home.nixai(['config', 'get', key, '--json'], options);
    const { value, origin } = JSON.parse(stdout);
    return { value, origin };
  };

  it('goes by flag, environment, project, user and default, in that order', async () => {
    expect(await valueOf('log_level')).to.deep.equal({ value: 'info', origin: 'default' });
    writeFileSync(file, 'log_level: error\n');
    expect(await valueOf('log_level')).to.deep.equal({ value: 'error', origin: 'user' });
    home.file('.nixairc.yaml', 'log_level: warn\n');
    expect(await valueOf('log_level')).to.deep.equal({ value: 'warn', origin: 'project' });
    const env = { NIXAI_LOG_LEVEL: 'debug' };
    expect(await valueOf('log_level', { env })).to.deep.equal({
      value: 'debug',
      origin: 'environment',
    });
    const asked = await home.nixai(
      ['ask', 'how do I enable SSH?', '--provider', 'offline', '--json'],
      {
        env: { NIXAI_PROVIDER: 'openai' },
      },
    );
    expect(JSON.parse(asked.stdout)).to.include({ provider: 'offline', chosenBy: 'flag' });
  });

  it('keeps every comment and blank line of the file that one line is changed in', async () => {
    writeFileSync(
      file,
      '# mine\n\nlog_level: info # quiet\n\n# the machine\nnixos_folder: /srv/nixos\n',
    );
    expect((await home.nixai(['config', 'set', 'log_level', 'debug'])).code).to.equal(0);
    expect((await home.nixai(['config', 'set', 'docs.timeout', '5'])).code).to.equal(0);
    const text = readFileSync(file, 'utf8');
    expect(text).to.contain(
      '# mine\n\nlog_level: debug # quiet\n\n# the machine\nnixos_folder: /srv/nixos\n',
    );
    expect(await valueOf('docs.timeout')).to.deep.equal({ value: 5, origin: 'user' });
    expect((await home.nixai(['config', 'unset', 'docs.timeout'])).code).to.equal(0);
    expect(await valueOf('docs.timeout')).to.deep.equal({ value: 2, origin: 'default' });
  });

  it('names the line of a fault, and the key that was meant', async () => {
    writeFileSync(file, '# mine\ndocs:\n  timeout: soon\nnixos_foldr: /etc\n');
    const { code, stdout } = await home.nixai(['config', 'validate']);
    expect(code).to.equal(1);
    expect(stdout).to.contain(
      `${file}:3:12: docs.timeout: expected a number from 0.1 to 60, not "soon"`,
    );
    expect(stdout).to.contain(`${file}:4:1: unknown key "nixos_foldr" (nearest: nixos_folder)`);
  });

  it('takes no value that does not fit, and leaves the file as it was', async () => {
    writeFileSync(file, 'log_level: info\n');
    const { code, stderr } = await home.nixai(['config', 'set', 'log_level', 'loud']);
    expect(code).to.equal(5);
    expect(stderr).to.contain('log_level').and.contain('debug');
    expect(readFileSync(file, 'utf8')).to.equal('log_level: info\n');
  });

  it('is read from where NIXAI_CONFIG_PATH says, as YAML or JSON, and runs nothing', async () => {
    const json = home.file('other.json', '{ "log_level": "debug" }');
    const env = { NIXAI_CONFIG_PATH: json };
    expect((await valueOf('log_level', { env })).value).to.equal('debug');
    const trace = join(home.path, 'ran');
    home.file('.nixairc.js', `require('fs').writeFileSync(${JSON.stringify(trace)}, '');`);
    home.file(
      'nixai.config.ts',
      `import fs from 'fs'; fs.writeFileSync(${JSON.stringify(trace)}, '');`,
    );
    await home.nixai(['config', 'show']);
    expect(() => readFileSync(trace)).to.throw('ENOENT');
  });

  it('says how a provider is put right that was chosen and does not exist', async () => {
    writeFileSync(file, 'ai_provider: olama\n');
    const asked = await home.nixai(['what is a flake?']);
    expect(asked.code).to.equal(2);
    expect(asked.stderr).to.contain('nixai config set ai_provider ollama');
    const looked = await home.nixai(['doctor']);
    expect(looked.code).to.equal(1);
    expect(looked.stdout).to.match(/BAD\s+olama: there is no such provider/);
  });
});
