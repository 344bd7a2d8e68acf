// A template of a person's own that changes after it was applied: looked for, previewed, brought in
// three ways, taken back to an earlier state, and undone.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { expect } from 'chai';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const plugin = join(root, 'plugins/templates');
const schemas = new Ajv({ allErrors: true, allowUnionTypes: true });
const validatorOf = (name) =>
  schemas.compile(JSON.parse(readFileSync(join(plugin, `schemas/templates-${name}.json`))));
const isUpdate = validatorOf('update');
const isCheck = validatorOf('update-check');

const about = (version) => `title: Office desk
description: A desk at the office
category: office
version: ${version}
tags: [office]
variables:
  - name: department
    type: enum
    choices: [engineering, qa]
    description: Where one works
  - name: port
    type: integer
    default: 22
`;
const first = `{ pkgs, ... }:
{
  # remote
  services.openssh.enable = true;
  services.openssh.ports = [ @port@ ];
  services.openssh.settings.PermitRootLogin = "no";
  environment.etc."department".text = @department@;
  environment.systemPackages = with pkgs; [ git vim ];
}
`;
const second = first
  .replace('git vim', 'git neovim')
  .replace('PermitRootLogin = "no"', 'PermitRootLogin = "prohibit-password"')
  .replace('  environment.etc', '  services.fwupd.enable = true;\n  environment.etc');

describe('a template that changes after it was applied', function () {
  this.timeout(60_000);
  let home;
  beforeEach(async () => {
    home = createHome({ NIXAI_OFFLINE: '1' });
    home.env.NIXAI_NIXOS_FOLDER = join(home.path, 'nixos');
    for (const folder of ['nixos', '.config/nixai/templates'])
      mkdirSync(join(home.path, folder), { recursive: true });
    home.file('nixos/configuration.nix', '# mine\n{ ... }:\n{\n  a = 1;\n}\n');
    const { code, stderr } = await home.nixai(['plugins', 'link', plugin]);
    expect(code, stderr).to.equal(0);
    write('1.0.0', first);
    const applied = await json('apply', 'office', '--set', 'department=qa', '--yes');
    expect(applied.written).to.equal(true);
  });
  afterEach(() => home?.remove());

  const made = () => readFileSync(join(home.path, 'nixos/nixai/office.nix'), 'utf8');
  const edit = (from, to) =>
    writeFileSync(join(home.path, 'nixos/nixai/office.nix'), made().replace(from, to));
  function write(version, nix) {
    home.file('.config/nixai/templates/office.yaml', about(version));
    home.file('.config/nixai/templates/office.nix', nix);
  }
  async function json(name, ...argv) {
    const { code, stdout } = await home.nixai(['templates', name, ...argv, '--json']);
    return { ...JSON.parse(stdout), code };
  }
  function expectUpdate(told) {
    const value = { ...told, code: undefined };
    delete value.code;
    expect(isUpdate(value), JSON.stringify(isUpdate.errors)).to.equal(true);
  }

  it('is told of, with what is different', async () => {
    expect((await json('update-check', '--all')).applied[0].state).to.equal('current');
    write('1.1.0', second);
    const { code, ...found } = await json('update-check');
    expect(isCheck(found), JSON.stringify(isCheck.errors)).to.equal(true);
    expect([code, found.applied[0].state, found.applied[0].latest]).to.deep.equal([
      1,
      'changed',
      '1.1.0',
    ]);
    expect(found.applied[0].changes.map(({ path }) => path)).to.have.members([
      'services.fwupd.enable',
      'services.openssh.settings.PermitRootLogin',
      'environment.systemPackages',
    ]);
  });

  it('is brought in beside what the person changed, and all of it is taken back', async () => {
    edit('git vim ]', 'git vim tmux ]');
    edit('# remote', '# remote, as I like it');
    edit('services.openssh.ports = [ 22 ];', 'services = { openssh = { ports = [ 22 ]; }; };');
    const before = made();
    write('1.1.0', second);
    const preview = await json('update', 'office', '--preview-changes');
    expectUpdate(preview);
    expect([preview.written, preview.conflicts, made()]).to.deep.equal([false, [], before]);
    const { undo, ...done } = await json('update', 'office', '--yes');
    expect([done.from, done.to, done.written]).to.deep.equal(['1.0.0', '1.1.0', true]);
    expect(made()).to.equal(
      before
        .replace('"no"', '"prohibit-password"')
        .replace('git vim tmux', 'git tmux neovim')
        .replace(
          'services = { openssh = { ports = [ 22 ]; }; };',
          'services = { openssh = { ports = [ 22 ]; }; fwupd.enable = true; };',
        ),
    );
    expect((await json('update', 'office', '--yes')).steps, 'twice is once').to.deep.equal([]);
    const back = await json('rollback', 'office', '--version', '1.0.0', '--yes');
    expect([back.to, back.written]).to.deep.equal(['1.0.0', true]);
    expect(made()).to.contain('"no"').and.to.contain('git tmux vim').and.not.to.contain('fwupd');
    await home.nixai(['undo', back.undo, '--yes']);
    await home.nixai(['undo', undo, '--yes']);
    expect(made()).to.equal(before);
    expect((await json('update-check')).applied[0].version, 'the record, too').to.equal('1.0.0');
  });

  it('asks of what both changed, and writes nothing where nobody decides', async () => {
    edit('"no"', '"yes"');
    const before = made();
    write('1.1.0', second);
    const preview = await json('update', 'office', '--preview-changes');
    expectUpdate(preview);
    expect([preview.code, preview.conflicts[0]?.mine]).to.deep.equal([1, '"yes"']);
    const refused = await json('update', 'office', '--yes');
    expect([refused.error.code, refused.code]).to.deep.equal(['merge-conflict', 5]);
    expect(made()).to.equal(before);
    await json('update', 'office', '--resolve', 'mine', '--yes');
    expect(made()).to.contain('"yes"').and.to.contain('fwupd');
    expect((await json('update-check')).applied[0].state, 'not asked again').to.equal('current');
  });

  it('never takes a file that cannot be read for one that was emptied', async () => {
    edit('[ git vim ];', '[ git vim # ];');
    const before = made();
    write('1.1.0', second);
    const refused = await json('update', 'office', '--resolve', 'mine', '--yes');
    expect([refused.error.code, refused.code]).to.deep.equal(['merge-unreadable', 5]);
    expect(made()).to.equal(before);
  });

  it('says where it is gone, needs a value, or was never applied', async () => {
    write('1.2.0', first.replace('[ @port@ ]', '[ @port@ ]; x = @team@'));
    home.file(
      '.config/nixai/templates/office.yaml',
      `${about('1.2.0')}  - name: team\n    example: web\n`,
    );
    const open = await json('update', 'office', '--yes');
    expect([open.error.code, open.code]).to.deep.equal(['template-variable', 2]);
    expect((await json('update-check')).applied[0].state).to.equal('values');
    const given = await json('update', 'office', '--set', 'team=blue', '--yes');
    expect(given.written).to.equal(true);
    home.file('.config/nixai/templates/office.yaml', 'title: [\n');
    expect((await json('update-check')).applied[0].state).to.equal('gone');
    const never = await json('update', 'laptop', '--yes');
    expect([never.error.code, never.code]).to.deep.equal(['template-not-applied', 1]);
    const none = await json('rollback', 'office', '--version', '9.9.9', '--yes');
    expect(none.error.code).to.equal('template-no-version');
  });
});
