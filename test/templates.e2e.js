// Templates as their users have them: linked, shown, written, taken back; and a pack of a stranger's.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { installedCli, root } from './support/packed.js';
import { createDriver } from './trust/support/driver.js';

const plugin = join(root, 'plugins/templates');
const validators = new Ajv({ allErrors: true, allowUnionTypes: true });
const optionSets = join(process.env.NIXAI_SHARED ?? join(root, '../shared'), 'data');
const sets = ['nixos', 'home-manager'].map((name) => join(optionSets, `${name}-options.json.br`));

const acme = `export default Object.assign(async ({ host }) => {
  host.templates.add('acme', () => ({
    name: 'acme',
    summary: 'Machines of the house',
    templates: ['services.openssh.enable', 'services.openssh.enabled', 'services.openssh.enable ='].map(
      (option, at) => ({
        id: ['bastion', 'misspelt', 'unparsed'][at],
        title: 'SSH of the house',
        description: 'SSH through the bastion',
        kind: 'nixos',
        category: 'house',
        tags: ['ssh'],
        variables: [],
        source: '{ ' + option + ' = true; }\\n',
      }),
    ),
  }));
}, { apiVersion: '1.0.0' });
`;

function canRun(program) {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('templates', function () {
  let home;
  let driver;
  before(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    const other = join(home.path, 'acme');
    mkdirSync(other);
    writeFileSync(join(other, 'register.js'), acme);
    const hooks = { 'nixai:register': './register.js' };
    const manifest = { name: 'nixai-acme', version: '1.0.0', type: 'module', oclif: { hooks } };
    writeFileSync(join(other, 'package.json'), JSON.stringify(manifest));
    for (const one of [plugin, other]) {
      const { code, stderr } = await home.nixai(['plugins', 'link', one]);
      expect(code, stderr).to.equal(0);
    }
  });
  after(() => {
    driver?.stop();
    home?.remove();
  });

  /** Each of ours as it is shown, all in one process. */
  async function* shown() {
    driver ??= createDriver(home, join(dirname(installedCli().bin), '../bundle/main.cjs'), 120_000);
    const { templates } = await json('list');
    for (const { id, kind } of templates.filter(({ pack }) => pack === 'basics')) {
      const { stdout, code, crash } = await driver.run(['templates', 'show', id, '--json'], {});
      expect(crash, id).to.equal(undefined);
      yield { id, kind, code, ...JSON.parse(stdout) };
    }
  }

  async function json(name, ...argv) {
    const outcome = await home.nixai(['templates', name, ...argv, '--json']);
    const value = JSON.parse(outcome.stdout);
    const schema = JSON.parse(readFileSync(join(plugin, `schemas/templates-${name}.json`)));
    const validate = validators.compile(schema);
    if (!('error' in value))
      expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
    return { ...value, code: outcome.code };
  }
  const path = (name) => join(home.path, name);

  it('of all plugins are listed, searched and put in categories', async () => {
    const { templates } = await json('list');
    expect(templates.map(({ id }) => id)).to.include.members(['ssh-server', 'flake', 'bastion']);
    expect(templates.find(({ id }) => id === 'bastion').origin).to.equal('nixai-acme');
    const found = await json('search', 'web', 'https');
    expect(found.templates[0].id).to.equal('web-server');
    expect((await json('search', 'no such thing')).code).to.equal(1);
    const { categories } = await json('categories');
    expect(categories.map(({ category }) => category)).to.include.members(['house', 'server']);
  });

  it('are shown with their variables put in, and say what is still to be given', async () => {
    const shown = await json('show', 'web-server', '--set', 'domain=a.example.org');
    expect(shown.nix).to.contain('virtualHosts."a.example.org" = {');
    expect(shown.missing).to.deep.equal(['email']);
    const odd = await json('show', 'web-server', '--set', 'domain=x"; y = "z');
    expect([odd.error.code, odd.code]).to.deep.equal(['template-variable', 2]);
  });

  it('are held to the options that came with nixai where no other set is there', async () => {
    const { stdout, code } = await home.nixai(['templates', 'show', 'misspelt']);
    expect(code).to.equal(1);
    expect(stdout).to.contain('services.openssh.enabled');
  });

  it('are written once they are confirmed, and undo takes them back', async () => {
    const argv = ['laptop', '--output', path('laptop.nix')];
    const dry = await json('apply', ...argv, '--dry-run');
    expect(dry).to.include({ written: false, dryRun: true });
    expect(dry.diff).to.contain('+  services.fwupd.enable = true;');
    const asked = await home.nixai(['templates', 'apply', ...argv]);
    expect(asked.code).to.equal(5);
    expect(asked.stdout).to.contain('+  services.fwupd.enable = true;');
    expect(existsSync(path('laptop.nix'))).to.equal(false);

    const { written, undo } = await json('apply', ...argv, '--yes');
    expect(written).to.equal(true);
    expect(readFileSync(path('laptop.nix'), 'utf8')).to.contain('HandleLidSwitch = "suspend"');
    expect((await json('apply', ...argv, '--yes')).written).to.equal(false);
    expect((await home.nixai(['undo', undo, '--yes'])).code).to.equal(0);
    expect(existsSync(path('laptop.nix'))).to.equal(false);
  });

  it('do what the examples of their help do', async () => {
    const { commands } = JSON.parse(readFileSync(join(plugin, 'oclif.manifest.json'), 'utf8'));
    // A person's own: what is shown, applied and removed has to be kept first.
    const order = {
      snippets: 'add list search show apply extract-from-system edit export import remove'.split(
        ' ',
      ),
      templates:
        'list search show categories apply save update update-check rollback combine validate compatibility-check optimize document deploy-bulk add'.split(
          ' ',
        ),
    };
    const examples = Object.entries(order).flatMap(([topic, names]) =>
      names.flatMap((name) => commands[`${topic}:${name}`].examples),
    );
    expect(Object.keys(commands)).to.have.length(order.snippets.length + order.templates.length);
    home.env.EDITOR = 'true';
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home.path, 'key')]);
    const [kind, key] = readFileSync(join(home.path, 'key.pub'), 'utf8').split(' ');
    mkdirSync(join(home.path, '.config/nixai'), { recursive: true });
    home.file('.config/nixai/allowed_signers', `ada ${kind} ${key}\n`);
    home.file(
      'configuration.nix',
      `{ ... }:
{
  networking.hostName = "desk";
  services.nginx.enable = true;
  services.nginx.virtualHosts."www.example.org".root = "/srv/www";
}
`,
    );
    home.file('tls.nix', '{ services.nginx.recommendedTlsSettings = true; }\n');
    home.file('new-hires.csv', 'machine,hostName\nbox,box\n');
    home.file('machines.yaml', 'box: ./hosts/box.nix\n');
    // What needs the network, or a state that is not there, says so.
    const others = { 'templates add': 3, 'templates search homelab --github': 3 };
    Object.assign(others, { 'templates rollback': 1, 'templates update own/desk': 1 });
    for (const example of examples) {
      const words = example.replace('<%= config.bin %> ', '');
      const other = Object.keys(others).find((begin) => words.startsWith(begin));
      const { code, stderr } = await home.nixai(words.split(' '));
      // What a machine has is another matter.
      if (words.startsWith('templates compatibility-check')) expect([0, 1]).to.include(code);
      else expect(code, `${example}: ${stderr}`).to.equal(others[other] ?? 0);
    }
  });

  it('never replace a file unasked, and a replaced one comes back', async () => {
    home.file('mine.nix', '{ mine = true; }\n');
    const argv = ['laptop', '--output', path('mine.nix'), '--yes'];
    const refused = await json('apply', ...argv);
    expect([refused.error.code, refused.code]).to.deep.equal(['file-exists', 5]);
    const { undo } = await json('apply', ...argv, '--force');
    await home.nixai(['undo', undo, '--yes']);
    expect(readFileSync(path('mine.nix'), 'utf8')).to.equal('{ mine = true; }\n');
  });

  it('are not written where they do not parse, or want a value', async () => {
    const faulty = await json('apply', 'unparsed', '--output', path('x.nix'), '--yes');
    expect([faulty.error.code, faulty.code]).to.deep.equal(['template-faulty', 5]);
    const open = await json('apply', 'flake', '--output', path('x.nix'), '--yes', '--force');
    expect(open.error.what).to.contain('flake needs hostName');
    expect(existsSync(path('x.nix'))).to.equal(false);
  });

  it('are without a finding, each one of ours, and Nix itself parses them', async () => {
    const isNixThere = canRun('nix-instantiate');
    let count = 0;
    for await (const { id, nix, check, code } of shown()) {
      count++;
      expect([code, check.findings], id).to.deep.equal([0, []]);
      if (isNixThere)
        execFileSync('nix-instantiate', ['--parse', '-'], { input: nix, stdio: 'pipe' });
    }
    expect(count).to.be.at.least(45);
  });

  describe('with the real option sets', () => {
    before(async function () {
      // The sets are too large for this repository: NIXAI_SHARED says where they are.
      if (!sets.every((file) => existsSync(file))) this.skip();
      for (const file of sets) {
        const argv = ['docs', 'sync', '--source', 'file', '--file', file];
        const { code, stderr } = await home.nixai(argv);
        expect(code, stderr).to.equal(0);
      }
    });

    it('have options of their release alone', async () => {
      for await (const { id, kind, check, from = '25.05' } of shown()) {
        if (kind === 'flake') continue;
        // The set is of the spring of 2025: what came later is not in it.
        if (from > '25.05') continue;
        expect(check.findings, id).to.deep.equal([]);
        expect(check.against.join(), id).to.contain(kind);
      }
    });

    it('are refused where an option does not exist', async () => {
      const { check, code } = await json('show', 'misspelt');
      expect([code, check.findings[0].rule]).to.deep.equal([1, 'unknown-option']);
      const refused = await json('apply', 'misspelt', '--output', path('x.nix'), '--yes');
      expect(refused.error.why).to.contain('services.openssh.enabled');
      expect((await json('show', 'bastion')).code).to.equal(0);
    });
  });
});
