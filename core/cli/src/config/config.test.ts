import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createSandbox, failureOf, type Sandbox } from './sandbox.test.js';

describe('config: where a value comes from', () => {
  let box: Sandbox;
  beforeEach(() => (box = createSandbox()));
  afterEach(() => box.remove());

  it('is the default where nobody says anything', async () => {
    expect(await box.open().get('nixos_folder')).to.equal('/etc/nixos');
    expect(await box.open().get('ai_provider')).to.equal(undefined);
  });

  it('prefers flags, then environment, project, user, system and default', async () => {
    const origins: string[] = [];
    const look = async (
      env: NodeJS.ProcessEnv = {},
      flags: { readonly log_level?: 'error' } = {},
    ): Promise<void> => {
      const { entries } = await box.open(env, { flags: () => flags }).inspect();
      const entry = entries.find(({ path }) => path === 'log_level');
      origins.push(`${String(entry?.value)} from ${entry?.origin}`);
    };
    await look();
    box.write(box.system, 'log_level: error\n');
    await look();
    box.write(box.user, 'log_level: warn\n');
    await look();
    box.write(join(box.project, '.nixairc'), 'log_level: debug\n');
    await look();
    await look({ NIXAI_LOG_LEVEL: 'info' });
    await look({ NIXAI_LOG_LEVEL: 'info' }, { log_level: 'error' });
    expect(origins).to.deep.equal([
      'info from default',
      'error from system',
      'warn from user',
      'debug from project',
      'info from environment',
      'error from flag',
    ]);
  });

  it('names the file and the variable', async () => {
    box.write(box.user, 'ai_model: llama3\n');
    const { entries } = await box.open({ NIXAI_PROVIDER: 'ollama' }).inspect();
    const from = (key: string) => entries.find(({ path }) => path === key)?.from;
    expect(from('ai_model')).to.equal(box.user);
    expect(from('ai_provider')).to.equal('NIXAI_PROVIDER');
  });

  it('reads the file that NIXAI_CONFIG_PATH names, and says so when it is not there', async () => {
    const other = join(box.home, 'other.yaml');
    const config = () => box.open({ NIXAI_CONFIG_PATH: other });
    expect((await failureOf(config().get('offline'))).why).to.contain(other);
    box.write(other, 'offline: true\n');
    expect(await config().get('offline')).to.equal(true);
  });

  it('lets keys of the environment win over the file, and never shows them', async () => {
    box.write(box.user, 'providers:\n  openai:\n    api_key: key-of-the-file-0000\n');
    const env = { OPENAI_API_KEY: 'key-of-the-environment-1111' };
    expect(await box.open(env).get('providers.openai.api_key')).to.equal(env.OPENAI_API_KEY);
    const shown = JSON.stringify(await box.open(env).inspect());
    expect(shown).to.contain('********1111');
    expect(shown).not.to.contain('key-of-the');
  });

  it('takes an empty variable for none', async () => {
    expect(await box.open({ NIXAI_OFFLINE: '' }).get('offline')).to.equal(false);
  });

  for (const [written, meant] of [
    ['gpu.lan', 'http://gpu.lan:11434'],
    ['gpu.lan:8080', 'http://gpu.lan:8080'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['https://ollama.example.org/api', 'https://ollama.example.org/api'],
  ] as const)
    it(`understands OLLAMA_HOST=${written}`, async () => {
      const config = box.open({ OLLAMA_HOST: written });
      expect(await config.get('providers.ollama.base_url')).to.equal(meant);
    });

  it('puts the home folder in the place of ~', async () => {
    box.write(box.user, 'nixos_folder: ~/machine\n');
    expect(await box.open().get('nixos_folder')).to.equal(join(box.home, 'machine'));
  });

  it('takes a key without a value for none', async () => {
    box.write(box.user, 'ai_model:\noffline: true\n');
    expect(await box.open().get('ai_model')).to.equal(undefined);
  });
});

describe('config: the file of a project', () => {
  let box: Sandbox;
  beforeEach(() => (box = createSandbox()));
  afterEach(() => box.remove());

  for (const name of ['.nixairc', '.nixairc.yaml', '.nixairc.json', 'nixai.config.yaml'])
    it(`may be ${name}, in a folder above the current one`, async () => {
      const deep = join(box.project, 'a/b');
      mkdirSync(deep, { recursive: true });
      box.write(join(box.project, name), '{"log_level": "warn"}');
      expect(await box.open({}, { cwd: deep }).get('log_level')).to.equal('warn');
    });

  it('is not looked for above the root of the repository', async () => {
    const clone = join(box.project, 'clone');
    mkdirSync(join(clone, '.git'), { recursive: true });
    box.write(join(box.project, '.nixairc'), 'log_level: warn\n');
    expect(await box.open({}, { cwd: clone }).get('log_level')).to.equal('info');
  });

  it('is not looked for above the current folder outside of home and repositories', async () => {
    const elsewhere = join(box.root, 'tmp/work');
    mkdirSync(elsewhere, { recursive: true });
    box.write(join(box.root, 'tmp/.nixairc'), 'log_level: warn\n');
    expect(await box.open({}, { cwd: elsewhere }).get('log_level')).to.equal('info');
  });

  // What a stranger could want of somebody who clones a repository and asks a question in it.
  const attacks: readonly (readonly [string, string, string])[] = [
    ['send prompts elsewhere', 'providers.openai.base_url', 'https://evil.example'],
    ['send prompts elsewhere', 'providers.ollama.base_url', 'https://evil.example'],
    ['choose a remote provider', 'ai_provider', 'openai'],
    ['choose a model that a local Ollama runs remotely', 'ai_model', 'qwen3-coder:480b-cloud'],
    ['allow the way from local to remote', 'ai_allow_cloud_fallback', 'true'],
    ['choose where to fall back to', 'ai_fallback', '[openai]'],
    ['give a key of its own', 'providers.openai.api_key', 'sk-theirs'],
    ['have a file read and sent as a key', 'providers.openai.api_key_file', '/etc/shadow'],
    ['switch redaction off', 'redaction', 'false'],
    ['go online against the will of the user', 'offline', 'false'],
    ['have a history kept', 'history.enabled', 'true'],
    ['have other folders read', 'nixos_folder', '/root'],
    ['have other folders read', 'nixos_folder', '../..'],
    ['choose what is believed', 'documentation_sources', '[theirs]'],
  ];
  for (const [aim, key, value] of attacks)
    it(`may not ${aim} (${key}: ${value}): it is left out, with a notice`, async () => {
      box.write(join(box.project, '.nixairc'), nested(key, value));
      const config = box.open();
      const { entries } = await config.inspect();
      expect(entries.find(({ path }) => path === key)?.origin).not.to.equal('project');
      await config.get('log_level');
      expect(box.notices).to.have.lengthOf(1);
      expect(box.notices[0]).to.contain(`${key}: is left out`);
    });

  it('may make nixai more careful, and name what is in its own folder', async () => {
    mkdirSync(join(box.project, 'hosts'));
    box.write(
      join(box.project, '.nixairc'),
      'ai_provider: offline\noffline: true\nnixos_folder: hosts\nhistory: {enabled: false}\n',
    );
    const config = box.open();
    expect(await config.get('ai_provider')).to.equal('offline');
    expect(await config.get('offline')).to.equal(true);
    expect(await config.get('history.enabled')).to.equal(false);
    expect(await config.get('nixos_folder')).to.equal(join(box.project, 'hosts'));
    expect(box.notices).to.deep.equal([]);
  });

  it('is never a program: JavaScript and TypeScript are named and not run', async () => {
    const trace = join(box.root, 'executed');
    const program = `require('fs').writeFileSync(${JSON.stringify(trace)}, '')`;
    const names = ['nixai.config.js', 'nixai.config.cjs', '.nixairc.ts', '.config/config.js'];
    for (const name of names) box.write(join(box.project, name), program);
    await box.open().get('offline');
    expect(existsSync(trace)).to.equal(false);
    expect(box.notices.join('\n')).to.contain('nixai.config.js: is left out: nixai runs no');
  });

  // What cosmiconfig 9 ran in a clone when it was called plainly: docs/decisions/0003-cosmiconfig.md.
  const hostileClones: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'settings for cosmiconfig that are a program': { '.config/config.cjs': 'PROGRAM' },
    'settings for cosmiconfig in package.json that name one': {
      'package.json': '{ "cosmiconfig": { "searchPlaces": ["evil.cjs"] } }',
      'evil.cjs': 'PROGRAM',
    },
    'settings for cosmiconfig in YAML that name one': {
      '.config/config.yaml': 'cosmiconfig:\n  searchPlaces: [evil.cjs]\n',
      'evil.cjs': 'PROGRAM',
    },
    'an $import in the file itself': {
      '.nixairc.yaml': '$import: ./evil.cjs\nlog_level: warn\n',
      'evil.cjs': 'PROGRAM',
    },
  };
  for (const [attack, files] of Object.entries(hostileClones))
    it(`runs nothing of a clone that brings ${attack}`, async () => {
      const trace = join(box.root, 'executed');
      const program = `require('fs').writeFileSync(${JSON.stringify(trace)}, ''); module.exports = {};`;
      const all = { '.nixairc.yaml': 'log_level: warn\n', ...files };
      for (const [name, text] of Object.entries(all))
        box.write(join(box.project, name), text.replace('PROGRAM', program));
      const before = process.cwd();
      process.chdir(box.project);
      try {
        // A `$import` is a key that is not known, and no more.
        const level = box.open().get('log_level');
        if (attack.startsWith('an $import'))
          expect((await failureOf(level)).message).to.contain('unknown key "$import"');
        else expect(await level).to.equal('warn');
        expect(process.cwd()).to.equal(box.project);
      } finally {
        process.chdir(before);
      }
      expect(existsSync(trace)).to.equal(false);
    });

  it('is left out when it belongs to another user', async function () {
    if (process.getuid?.() !== 0) return this.skip(); // only root can give a file away
    const file = join(box.project, '.nixairc');
    box.write(file, 'log_level: warn\n');
    chownSync(file, 4711, 4711);
    expect(await box.open().get('log_level')).to.equal('info');
    expect(box.notices[0]).to.contain('belongs to another user');
  });

  it('says each notice once, however many keys are read', async () => {
    box.write(join(box.project, '.nixairc'), 'ai_model: theirs\n');
    const config = box.open();
    await config.get('offline');
    await config.get('ai_model');
    expect(box.notices).to.have.lengthOf(1);
  });
});

function nested(key: string, value: string): string {
  const parts = key.split('.');
  return `${parts.map((part, depth) => `${'  '.repeat(depth)}${part}:`).join('\n')} ${value}\n`;
}
