// devenv as its users have it: what is written passes its own check, is asked for, and is taken back.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const plugin = join(root, 'plugins/devenv');
const validators = new Ajv({ allErrors: true, allowUnionTypes: true });

describe('devenv', () => {
  let home;
  before(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
  });
  after(() => home?.remove());

  const path = (...names) => join(home.path, ...names);
  async function json(name, ...argv) {
    const { code, stdout } = await home.nixai(['devenv', name, ...argv, '--json']);
    const value = JSON.parse(stdout);
    const schema = JSON.parse(readFileSync(join(plugin, `schemas/devenv-${name}.json`), 'utf8'));
    const validate = validators.compile(schema);
    if (!('error' in value))
      expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
    return { ...value, code };
  }

  it('lists languages and services', async () => {
    const { templates, services } = await json('list');
    const names = templates.map(({ name }) => name);
    expect(names).to.include.members(['python', 'rust', 'nodejs', 'golang', 'java']);
    expect(services.map(({ name }) => name)).to.include.members(['postgres', 'redis', 'mongodb']);
  });

  it('proposes a command, and what it writes passes its own check', async () => {
    const { suggestions } = await json('suggest', 'django shop with postgres and redis');
    const argv = suggestions[0].command.split(' ').slice(2);
    expect(argv.slice(0, 2)).to.deep.equal(['create', 'python']);
    const created = await json(...argv, '--yes');
    expect(created).to.include({ written: true, folder: path('django-app') });
    for (const name of ['devenv.nix', 'devenv.yaml', '.envrc', '.gitignore'])
      expect(existsSync(path('django-app', name)), name).to.equal(true);
    const checked = await json('check', 'django-app');
    expect([checked.findings, checked.code]).to.deep.equal([[], 0]);
    expect((await home.nixai(['undo', created.undo, '--yes'])).code).to.equal(0);
    expect(existsSync(path('django-app', 'devenv.nix'))).to.equal(false);
  });

  it('writes what a repository tells, and what a shell of nixpkgs has', async () => {
    mkdirSync(path('site'));
    writeFileSync(path('site', 'package.json'), '{"dependencies":{"vue":"3"}}');
    writeFileSync(path('site', 'yarn.lock'), '');
    writeFileSync(path('site', 'compose.yaml'), 'services:\n  db:\n    image: postgres:16\n');
    const made = await json('from-repo', 'site', '--yes');
    expect(made).to.include({ template: 'nodejs', framework: 'vue', written: true });
    expect(made.services).to.deep.equal(['postgres']);
    expect((await json('check', 'site')).findings).to.deep.equal([]);
    expect((await json('from-repo', 'nowhere')).error.code).to.equal('devenv-no-suggestion');
    mkdirSync(path('old'));
    const shell =
      '{ pkgs, mine }: pkgs.mkShell { packages = [ pkgs.jq mine ]; A = "b"; shellHook = "echo hi"; }';
    writeFileSync(path('old', 'shell.nix'), shell);
    const moved = await json('migrate', 'old', '--yes');
    expect(moved).to.include({ written: true, code: 1 });
    expect(moved.left.map(({ text }) => text)).to.deep.equal(['mine']);
    const nix = readFileSync(path('old', 'devenv.nix'), 'utf8');
    expect(nix).to.contain('pkgs.jq').and.to.contain('enterShell = "echo hi";');
    expect((await json('check', 'old')).findings).to.deep.equal([]);
    expect((await json('migrate', 'site')).error.code).to.equal('devenv-no-shell');
  });

  it('writes nothing unasked, and replaces nothing without --force', async () => {
    const argv = ['create', 'golang', 'tool'];
    expect((await home.nixai(['devenv', ...argv])).code).to.equal(5);
    expect(existsSync(path('tool'))).to.equal(false);
    mkdirSync(path('tool'));
    writeFileSync(path('tool', 'devenv.nix'), '{ }\n');
    writeFileSync(path('tool', '.envrc'), 'mine\n');
    writeFileSync(path('tool', '.gitignore'), 'bin\n.devenv*');
    const refused = await json(...argv, '--yes');
    expect([refused.error.code, refused.code]).to.deep.equal(['file-exists', 5]);
    expect((await json(...argv, '--yes', '--force')).written).to.equal(true);
    expect(readFileSync(path('tool', '.envrc'), 'utf8')).to.equal('mine\n');
    const ignored = readFileSync(path('tool', '.gitignore'), 'utf8');
    expect(ignored.startsWith('bin\n.devenv*\n')).to.equal(true);
    expect(ignored.match(/^\.devenv\*$/gm)).to.have.length(1);
    expect((await json(...argv, '--yes', '--force')).written).to.equal(false);
  });

  it('tells what devenv would stop at, with the line', async () => {
    mkdirSync(path('broken'));
    writeFileSync(
      path('broken', 'devenv.nix'),
      '{ pkgs, ... }:\n{\n  languages.rust.channel = "best";\n  languages.python.enabel = true;\n  pre-commit.hooks.black.enable = true;\n}\n',
    );
    const { findings, code } = await json('check', 'broken');
    expect(code).to.equal(1);
    expect(findings.map(({ line, rule }) => `${line} ${rule}`)).to.include.members([
      '3 wrong-type',
      '3 missing-input',
      '4 unknown-option',
      '5 renamed-option',
    ]);
    const { stdout } = await home.nixai(['devenv', 'check', 'broken']);
    expect(stdout).to.contain('languages.python.enable');
  });

  it('explains an option, an old one, and a path above options', async () => {
    expect((await json('explain', 'languages.rust.channel')).input.name).to.equal('rust-overlay');
    expect((await json('explain', 'postgres.enable')).renamedTo).to.equal(
      'services.postgres.enable',
    );
    expect((await json('explain', 'services.redis')).below.length).to.be.at.least(4);
    const unknown = await json('explain', 'services.postgress.enable');
    expect([unknown.error.code, unknown.code]).to.deep.equal(['devenv-option-unknown', 1]);
    expect(unknown.error.hint).to.contain('services.postgres.enable');
  });

  it('takes a newer list of options, and goes back', async () => {
    const option = (name) =>
      `## ${name}\n\nAbout it.\n\n*Type:*\nboolean\n\n*Default:*\n\n\`\`\`nix\nfalse\n\`\`\`\n`;
    const names = Array.from({ length: 600 }, (_, at) => `services.new${at}.enable`);
    writeFileSync(path('options.md'), ['# devenv.nix\n', ...names.map(option)].join('\n'));
    const taken = await json('update-options', path('options.md'), '--devenv-version', '9.9.0');
    expect(taken).to.include({ changed: true, code: 0 });
    expect(taken.against).to.match(/^devenv 9\.9\.0 \(.*, 600 options\)$/);
    expect(taken.added).to.have.length(600).and.to.include('services.new7.enable');
    const explained = await json('explain', 'services.new7.enable');
    expect(explained).to.include({ type: 'boolean', against: taken.against });
    writeFileSync(path('README.md'), '# Not a list\n\n## packages\n');
    expect((await json('update-options', path('README.md'))).error.code).to.equal(
      'devenv-no-options',
    );
    expect((await json('update-options', '--built-in')).before).to.equal(taken.against);
    expect((await json('explain', 'services.redis')).below.length).to.be.at.least(4);
  });
});
