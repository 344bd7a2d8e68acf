// Machines as their owner has them: the manual's own lines build a registry, which lies in git.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const plugin = join(root, 'plugins/machines');
const validators = new Ajv({ allErrors: true, allowUnionTypes: true });

describe('machines', function () {
  this.timeout(120_000);
  let home;
  beforeEach(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
  });
  afterEach(() => home?.remove());

  async function json(...argv) {
    const { code, stdout } = await home.nixai(['machines', ...argv, '--json']);
    const value = JSON.parse(stdout);
    if ('error' in value) return { ...value, code };
    const words = argv.slice(0, argv[0] === 'groups' ? 2 : 1);
    const file = join(plugin, `schemas/machines-${words.join('-')}.json`);
    const validate = validators.compile(JSON.parse(readFileSync(file, 'utf8')));
    expect(validate(value), JSON.stringify(validate.errors)).to.equal(true);
    return { ...value, code };
  }
  const team = (...names) => join(home.path, 'team-nixos-configs', ...names);

  it('are registered and grouped as the manual does it', async () => {
    await json('init', '--registry-path', team(), '--yes');
    const more = ['--ssh-user', 'alice', '--ssh-key', '~/.ssh/team_devs', '--yes'];
    const where = ['--nixos-path', '/home/alice/nixos-config'];
    const about = ['--description', "Alice's development workstation"];
    for (const argv of [
      ['add', 'dev-alice', '192.168.1.100', ...about, ...where, ...more],
      ['add', 'dev-bob', '192.168.1.101', ...more],
      ['add', 'db1', '10.0.3.10', '--environment', 'production', '--role', 'database', '--yes'],
      ['groups', 'add', 'developers', 'dev-alice', 'dev-bob', '--yes'],
      ['groups', 'add', 'all-dev', 'developers', 'db1', '--yes'],
    ])
      expect(await json(...argv)).to.include({ changed: true, code: 0 });
    const { machines } = await json('list', 'all-dev', '--except', 'dev-bob');
    expect(machines.map(({ name }) => name)).to.deep.equal(['dev-alice', 'db1']);
    expect(machines[0].groups).to.deep.equal(['developers', 'all-dev']);
    const alice = await json('show', 'dev-alice');
    expect(alice.configuration).to.deep.equal({
      kind: 'on-machine',
      of: '/home/alice/nixos-config',
    });
    const circle = await json('groups', 'add', 'developers', 'all-dev', '--yes');
    expect(circle.error).to.include({ code: 'group-circle' });
    expect(circle.error.what).to.contain('developers → all-dev → developers');
  });

  it('are taken back by undo, and asked about before they are written', async () => {
    await json('init', '--yes');
    const refused = await json('add', 'web1', '10.0.2.10');
    expect([refused.error.code, refused.code]).to.deep.equal(['not-interactive', 5]);
    const { undo, files } = await json('add', 'web1', '10.0.2.10', '--yes');
    const before = readFileSync(files[0], 'utf8');
    expect(before).to.contain('web1:');
    expect((await home.nixai(['undo', undo, '--yes'])).code).to.equal(0);
    expect(readFileSync(files[0], 'utf8')).not.to.contain('web1');
  });

  it('are all there when they are added at once', async () => {
    await json('init', '--yes');
    const names = ['a', 'b', 'c', 'd'];
    const done = await Promise.all(names.map((name) => json('add', name, 'h', '--yes')));
    expect(done.map(({ changed }) => changed)).to.deep.equal([true, true, true, true]);
    const { machines } = await json('list');
    expect(machines.map(({ name }) => name).sort()).to.deep.equal(names);
  });

  it('keep what a person wrote into the file, which its schema knows', async () => {
    mkdirSync(team());
    const text =
      '# Ours.\nversion: 1\nmachines:\n  web1:\n    host: 10.0.2.10 # rack 3\n    tags: [edge]\n';
    writeFileSync(team('machines.yaml'), text);
    await json('init', '--registry-path', team(), '--yes');
    expect(readFileSync(team('machines.yaml'), 'utf8')).to.equal(text);
    await json('edit', 'web1', '--role', 'web', '--yes');
    const written = readFileSync(team('machines.yaml'), 'utf8');
    expect(written).to.equal(`${text}    role: web\n`);
    const schema = JSON.parse(readFileSync(join(plugin, 'schemas/registry.json'), 'utf8'));
    const { parse } = await import('yaml');
    expect(validators.compile(schema)(parse(written))).to.equal(true);
  });

  it('name the line and column of what is wrong', async () => {
    mkdirSync(team());
    writeFileSync(team('machines.yaml'), 'machines:\n  web1:\n    hots: x\n');
    const { error, code } = await json('list', '--registry-path', team());
    expect([error.code, code]).to.deep.equal(['registry-invalid', 5]);
    expect(error.why).to.contain('machines.yaml:3:5: a machine has no key `hots`');
    expect(existsSync(join(home.path, '.config/nixai/machines.yaml'))).to.equal(false);
  });
});
