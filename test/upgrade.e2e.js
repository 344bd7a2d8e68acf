// What an earlier build left in a HOME (test/fixtures/upgrade), in the hands of this one: nothing is lost,
// nothing has to be made anew, and what was done then can still be undone.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const left = join(root, 'test/fixtures/upgrade/home');

describe('the upgrade from an earlier build', function () {
  this.timeout(120_000);
  let home;
  before(() => {
    home = createHome();
    cpSync(left, home.path, { recursive: true });
    for (const entry of readdirSync(home.path, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || !/\.(?:json|yaml)$/.test(entry.name)) continue;
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('@HOME@', home.path));
    }
    // As npm unpacks it: with the api that it was built with.
    const data = join(home.path, '.local/share/nixai');
    const plugin = join(data, 'node_modules/@nixai/plugin-notes');
    mkdirSync(plugin, { recursive: true });
    const tarball = join(data, 'tarballs/nixai-plugin-notes-1.0.0.tgz');
    execFileSync('tar', ['-xzf', tarball, '-C', plugin, '--strip-components=1']);
  });
  after(() => home.remove());

  const said = async (...argv) => {
    const { code, stdout, stderr } = await home.nixai(argv);
    expect(code, `nixai ${argv.join(' ')}: ${stderr}`).to.equal(0);
    return stdout;
  };
  const document = async (...argv) => JSON.parse(await said(...argv, '--json'));

  it('reads the configuration', async () => {
    const { entries } = await document('config', 'show');
    const valueOf = (key) => entries.find(({ path }) => path === key).value;
    expect(valueOf('nixos_folder')).to.equal('/srv/nixos');
    expect(valueOf('ai_model')).to.equal('llama3.1');
    expect(valueOf('notes.folders')).to.deep.equal([join(home.path, 'notes')]);
  });

  it('has every question, and goes on with the last one', async () => {
    const { entries } = await document('history', 'list');
    expect(entries.map(({ question }) => question)).to.deep.equal([
      'and on another port?',
      'how do I open a port in the firewall?',
      'how do I enable SSH in NixOS?',
    ]);
    expect(await said('history', 'show', entries[2].id)).to.contain('services.openssh.enable');
    const { conversation } = JSON.parse(
      readFileSync(join(left, '.local/state/nixai/history', `${entries[0].id}.json`), 'utf8'),
    );
    await said('ask', '--no-ai', '-c', 'and for UDP?');
    const last = readdirSync(join(home.path, '.local/state/nixai/history')).sort().at(-1);
    const kept = readFileSync(join(home.path, '.local/state/nixai/history', last), 'utf8');
    expect(JSON.parse(kept)).to.include({ question: 'and for UDP?', conversation });
  });

  it('runs the plugin that was installed, by its settings', async () => {
    expect(await said('notes', 'search', 'acme')).to.contain('acme service is on port 8443');
    const { plugins } = await document('plugins');
    expect(plugins.find(({ name }) => name === '@nixai/plugin-notes').version).to.equal('1.0.0');
    expect(await said('help', 'notes', '--man')).to.contain('.TH NIXAI\\-NOTES');
  });

  it('answers from the index, which is not made anew', async () => {
    const file = home.file('acme.nix', '{ services.acme.enabel = true; }');
    const { code, stdout } = await home.nixai(['check', file]);
    expect(code).to.equal(1);
    expect(stdout).to.contain('there is no option `services.acme.enabel`').and.contain('1 options');
  });

  it('has snippets, templates and machines', async () => {
    // Of plugins that come with the program: linked here, as this one was packed without.
    for (const name of ['templates', 'machines'])
      await said('plugins', 'link', join(root, 'plugins', name));
    expect(await said('snippets', 'show', 'ssh')).to.contain('services.openssh.enable = true;');
    expect(await said('templates', 'show', 'door')).to.contain('services.openssh.enable = true;');
    const { machines } = await document('machines', 'list');
    expect(machines.map(({ name, host, groups }) => [name, host, groups])).to.deep.equal([
      ['web1', '10.0.2.10', ['web']],
    ]);
  });

  it('undoes what was done then', async () => {
    const file = join(home.path, '.config/nixai/machines.yaml');
    expect(readFileSync(file, 'utf8')).to.contain('web: [web1]');
    expect(await said('undo', '20261130T115018193-05d4f5', '--yes')).to.contain('Undid');
    expect(readFileSync(file, 'utf8')).to.not.contain('web: [web1]');
  });
});
