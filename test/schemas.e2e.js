import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const folder = join(root, 'core/cli/schemas');
const { commands } = JSON.parse(readFileSync(join(root, 'core/cli/oclif.manifest.json'), 'utf8'));
const validators = new Ajv({ allErrors: true, allowUnionTypes: true });
const schemaOf = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

function expectValid(name, text) {
  const validate =
    validators.getSchema(name) ?? validators.compile({ ...schemaOf(name), $id: name });
  const valid = validate(JSON.parse(text));
  expect(valid, `${name}: ${JSON.stringify(validate.errors)}`).to.equal(true);
}

describe('the JSON of each command', () => {
  let home;
  before(() => {
    home = createHome({ EDITOR: 'true' });
    mkdirSync(join(home.path, 'core'));
    home.file('core/configuration.nix', '{ services.openssh.permitRootLogin = "yes"; }\n');
  });
  after(() => home.remove());

  it('is published as the commands say it', () => {
    const argv = [join(root, 'scripts/schemas.js'), '--check'];
    const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
    expect(status, stderr).to.equal(0);
  });

  for (const id of Object.keys(commands))
    it(`${id} has a published schema`, () => {
      expect(existsSync(join(folder, `${id.replaceAll(':', '-')}.json`))).to.equal(true);
    });

  const runs = [
    ['ask', ['ask', '--no-ai', 'how do I enable SSH?']],
    ['ask', ['ask', '--no-ai', 'how do I bake bread?']],
    ['history-list', ['history', 'list']],
    ['history-delete', ['history', 'delete', '--all', '--yes']],
    ['config-set', ['config', 'set', 'ai_model', 'llama3.2']],
    ['config-get', ['config', 'get', 'ai_model']],
    ['config-show', ['config', 'show']],
    ['config-validate', ['config', 'validate']],
    ['config-unset', ['config', 'unset', 'ai_model']],
    ['config-edit', ['config', 'edit']],
    ['undo-list', ['undo', 'list']],
    ['undo', ['undo', '--dry-run']],
    ['undo', ['undo', '--yes']],
    ['error', ['undo', 'nothing']],
    ['config-path', ['config', 'path']],
    ['check', ['check', 'core']],
    ['error', ['check', 'nowhere']],
    ['models', ['models']],
    ['doctor', ['doctor']],
    ['docs-status', ['docs', 'status']],
    ['docs-sources', ['docs', 'sources']],
    ['help', ['--help']],
    ['help', ['help', 'config']],
    ['help', ['check', '-h']],
    ['plugins', ['plugins']],
    ['plugins-link', ['plugins', 'link', join(root, 'plugins/notes')]],
    ['plugins', ['plugins']],
    ['plugins-inspect', ['plugins', 'inspect', 'notes']],
    ['plugins-update', ['plugins', 'update', '--yes']],
    [
      'plugins-install',
      ['plugins', 'install', join(root, 'test/plugins/broken'), '--yes', '--offline'],
    ],
    ['plugins-verify', ['plugins', 'verify', 'notes']],
    ['plugins-uninstall', ['plugins', 'uninstall', 'notes']],
    ['plugins-reset', ['plugins', 'reset', '--yes']],
    ['error', ['plugins', 'install', './nowhere', '--yes']],
    ['plugins-create', ['plugins', 'create', 'wiki', '--kind', 'source', '--yes']],
    // Of every kind that the flag takes.
    [
      'plugins-create',
      [
        ...['plugins', 'create', 'all', '--yes'],
        ...commands['plugins:create'].flags.kind.options.flatMap((kind) => ['--kind', kind]),
      ],
    ],
    ['error', ['config', 'set', 'ai_modle', 'x']],
    ['error', ['history', 'show', 'nothing']],
    ['error', ['models', '--provider', 'nobody']],
    ['error', ['ask', '--provider', 'openai', '--model', 'm', 'how do I enable SSH?']],
  ];
  for (const [schema, argv] of runs)
    it(`nixai ${argv.join(' ')}`, async () => {
      const { stdout } = await home.nixai([...argv, '--json']);
      expectValid(schema, stdout);
    });
});
