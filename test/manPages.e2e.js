// The manual pages: made of the commands, rendered without a warning.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const hasGroff = spawnSync('groff', ['--version']).status === 0;

/** What groff draws of a page, and what it says against it. */
function drawn(text) {
  const argv = ['-ww', '-K', 'utf8', '-m', 'man', '-T', 'utf8', '-P', '-cbou', '-r', 'LL=80n'];
  const { status, stdout, stderr } = spawnSync('groff', argv, { input: text, encoding: 'utf8' });
  expect(status).to.equal(0);
  return { page: stdout, warnings: stderr };
}

describe('manual pages', function () {
  this.timeout(120_000);
  let home;
  let folder;
  before(() => {
    home = createHome();
    folder = join(home.path, 'man');
    const script = join(root, 'scripts/man-pages.js');
    execFileSync(process.execPath, [script, folder], { env: home.env });
  });
  after(() => home.remove());

  const pageOf = (name) => readFileSync(join(folder, `${name}.1`), 'utf8');

  it('has one of the program, and one of each family of commands in its help', async () => {
    const { commands } = JSON.parse((await home.nixai(['help', '--json'])).stdout);
    const families = new Set(commands.map(({ name }) => `nixai-${name.split(' ')[0]}.1`));
    expect(readdirSync(folder)).to.include.members(['nixai.1', ...families]);
    for (const file of families) expect(pageOf(file.slice(0, -2))).to.match(/^nixai.* \\- \w/m);
  });

  it('is the same each time it is made', async () => {
    const again = await home.nixai(['help', 'config', 'set', '--man']);
    expect(again.code, again.stderr).to.equal(0);
    expect(again.stdout).to.equal(pageOf('nixai-config'));
  });

  it('names a command that is none', async () => {
    const { code, stdout, stderr } = await home.nixai(['help', 'chekc', '--man']);
    expect(code).to.equal(2);
    expect(stdout).to.equal('');
    expect(stderr).to.contain('check');
  });

  it('is drawn without a warning, with what the command says of itself in it', function () {
    if (!hasGroff) {
      console.log('      skipped: groff is not here');
      this.skip();
    }
    for (const file of readdirSync(folder))
      expect(drawn(readFileSync(join(folder, file), 'utf8')).warnings, file).to.equal('');
    const { page } = drawn(pageOf('nixai-check'));
    expect(page).to.contain('nixai-check - Check a configuration without Nix');
    expect(page).to.contain('nixai check [PATH] [OPTION…]');
    expect(page).to.contain('--format text|html|sarif|github|junit');
    expect(page).to.contain('cat configuration.nix | nixai check -');
    expect(drawn(pageOf('nixai')).page).to.contain('nixai-check(1)');
  });
});
