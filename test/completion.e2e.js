import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli } from './support/packed.js';
import { hasTerminal, openTerminal } from './support/terminal.js';

const has = (shell) => spawnSync(shell, ['--version']).status === 0;

describe('completion in a real shell', () => {
  let home;
  let shell;

  before(() => {
    home = createHome();
    mkdirSync(join(home.path, 'bin'));
    symlinkSync(installedCli().bin, join(home.path, 'bin/nixai'));
  });
  afterEach(() => shell?.close());
  after(() => home.remove());

  for (const [name, start, ready] of [
    ['bash', 'bash --norc --noprofile -i', 'PS1="ready> "'],
    ['zsh', 'zsh -f -i', 'PROMPT="ready> "'],
  ])
    it(`${name} completes a command and a flag`, async function () {
      if (!hasTerminal || !has(name)) this.skip();
      const setup = await home.nixai(['autocomplete', 'script', name]);
      expect(setup.code, setup.stderr).to.equal(0);
      expect((await home.nixai(['autocomplete', '--refresh-cache', name])).code).to.equal(0);

      shell = openTerminal(start, {
        cwd: home.path,
        env: { ...home.env, PATH: `${join(home.path, 'bin')}:${home.env.PATH}` },
      });
      shell.type(`${ready}\n`);
      await shell.until(/ready> $/);
      shell.type(`${setup.stdout.trim()}\n`);
      await shell.until(/ready> $/);
      shell.type('nixai config val\t');
      await shell.until(/nixai config validate/);
      shell.type('\u0015nixai ask --context-f\t');
      await shell.until(/nixai ask --context-file/);
    });
});
