import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli, root } from './support/packed.js';
import { hasTerminal, openTerminal } from './support/terminal.js';

const has = (shell) => spawnSync(shell, ['--version']).status === 0;

const option = (type) => ({ type, description: 'It says so.', declarations: [] });
const options = {
  'services.nginx.enable': option('boolean'),
  'services.nginx.virtualHosts.<name>.forceSSL': option('boolean'),
  'services.openssh.enable': option('boolean'),
};

describe('completion', () => {
  let home;
  before(async () => {
    home = createHome();
    mkdirSync(join(home.path, 'bin'));
    symlinkSync(installedCli().bin, join(home.path, 'bin/nixai'));
    for (const plugin of ['explain', 'templates'])
      expect((await home.nixai(['plugins', 'link', join(root, 'plugins', plugin)])).code).to.equal(
        0,
      );
    const file = home.file('options.json', JSON.stringify(options));
    const synced = await home.nixai(['docs', 'sync', '--file', file]);
    expect(synced.code, synced.stderr).to.equal(0);
  });
  after(() => home.remove());

  const complete = async (line) => {
    const { code, stdout, stderr } = await home.nixai(['complete', '--', line]);
    expect(code, stderr).to.equal(0);
    const lines = stdout.split('\n').filter((one) => one !== '');
    return lines.map((one) => one.split('\t')[0]);
  };

  it('knows commands of core and of plugins, and not those for programs', async () => {
    const names = await complete('nixai ');
    expect(names).to.include.members(['ask', 'config', 'explain-option', 'templates', 'plugins']);
    expect(names).not.to.include('complete');
    expect(await complete('nixai config s')).to.deep.equal(['set', 'show']);
  });

  it('knows what only the running program knows', async () => {
    expect(await complete('nixai config get history.')).to.include('history.keep_days');
    expect(await complete('nixai ask --provider o')).to.include.members(['ollama', 'openai']);
    expect(await complete('nixai templates show ssh')).to.include('ssh-server');
    expect(await complete('nixai docs sync --source=wi')).to.deep.equal(['--source=wiki']);
    expect(await complete('nixai plugins inspect @nixai/plugin-t')).to.deep.equal([
      '@nixai/plugin-templates',
    ]);
    expect(await complete('nixai check --format ')).to.deep.equal([
      'text',
      'html',
      'sarif',
      'github',
      'junit',
    ]);
  });

  it('goes along an option path, part by part', async () => {
    expect(await complete('nixai explain-option serv')).to.deep.equal(['services.']);
    const below = await complete('nixai explain-option services.ng');
    expect(below).to.deep.equal(['services.nginx.']);
    expect(await complete('nixai explain-option services.nginx.en')).to.include(
      'services.nginx.enable',
    );
  });

  describe('in a real shell', () => {
    let shell;
    afterEach(() => shell?.close());

    for (const [name, start, ready, setup] of [
      ['bash', 'bash --norc --noprofile -i', 'PS1="ready> "', 'source <(nixai completion bash)'],
      ['zsh', 'zsh -f -i', 'PROMPT="ready> "', 'source <(nixai completion zsh)'],
      [
        'fish',
        'fish --no-config -i',
        'function fish_prompt; printf "ready> "; end',
        'nixai completion fish | source',
      ],
    ])
      it(`${name} completes a command, a flag and a key`, async function () {
        if (!hasTerminal || !has(name)) this.skip();
        shell = openTerminal(start, {
          cwd: home.path,
          env: { ...home.env, PATH: `${join(home.path, 'bin')}:${home.env.PATH}` },
        });
        shell.type(`${ready}\n`);
        await shell.until(/ready> /);
        shell.type(`${setup}; echo is"-"set\n`);
        await shell.until(/is-set/);
        shell.type('nixai config val\t');
        await shell.until(/config validate/);
        shell.type('\u0015nixai ask --context-f\t');
        await shell.until(/--context-file/);
        shell.type('\u0015nixai config get history.keep\t');
        await shell.until(/history\.keep_days/);
        shell.type('\u0015nixai explain-option services.ngin\t');
        // zsh rings where the word is not over.
        await shell.until(/services\.ngin\W?x\./);
      });
  });
});
