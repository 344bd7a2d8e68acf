import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CheckFinding, CheckRule, DocsEngine, OptionCatalog } from '@nixai/api';
import { createTestHost } from '@nixai/api/testing';
import { registerCheckRules } from '../index.js';
import { renderFixes } from '../render/fixes.js';
import { planFixes } from './planFixes.js';

// No complete option set: what was renamed is known from the handbook.
const engine: Partial<DocsEngine> = {
  catalog: async () => undefined,
  optionSetDescription: async (set) => ({ text: set, source: 'test', complete: false }),
};

describe('check --fix', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-fix-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const host = (rules: readonly CheckRule[] = [], docs = engine) => {
    const made = createTestHost({ otherServices: { service: async () => docs as never } });
    registerCheckRules(made);
    made.checkRules.add('test', () => rules);
    return made;
  };
  const plan = async (text: string, rules?: readonly CheckRule[], docs?: Partial<DocsEngine>) => {
    const file = join(folder, 'default.nix');
    writeFileSync(file, text);
    const { fixes, left } = await planFixes(host(rules, docs), folder);
    expect(readFileSync(file, 'utf8'), 'nothing is written by planning').to.equal(text);
    return { after: fixes[0]?.after, left: left.map(({ why }) => why) };
  };

  for (const [what, before, after] of [
    [
      'gives a renamed option its new name, and leaves the rest as it is',
      '{ # mine\n  services.openssh.permitRootLogin = "no"; # why\n}\n',
      '{ # mine\n  services.openssh.settings.PermitRootLogin = "no"; # why\n}\n',
    ],
    [
      'does so inside a set',
      '{ services.openssh = { enable = true; permitRootLogin = "no"; }; }',
      '{ services.openssh = { enable = true; settings.PermitRootLogin = "no"; }; }',
    ],
    [
      'does so behind mkIf, where a module declares options',
      '{ config, lib, ... }: { options = { }; config = lib.mkIf config.x { services.openssh.permitRootLogin = lib.mkForce "no"; }; }',
      '{ config, lib, ... }: { options = { }; config = lib.mkIf config.x { services.openssh.settings.PermitRootLogin = lib.mkForce "no"; }; }',
    ],
    [
      'mends several in one file',
      '{\n  services.openssh.permitRootLogin = "no";\n  services.openssh.passwordAuthentication = false;\n}\n',
      '{\n  services.openssh.settings.PermitRootLogin = "no";\n  services.openssh.settings.PasswordAuthentication = false;\n}\n',
    ],
    [
      'moves what belongs to another set now',
      '{\n  hardware.opengl = {\n    enable = true;\n  };\n}\n',
      '{\n  hardware.graphics.enable = true;\n}\n',
    ],
    [
      'replaces a deprecated word',
      '{ lib, ... }: { services.openssh.settings.PermitRootLogin = lib.mkDefault "without-password"; }',
      '{ lib, ... }: { services.openssh.settings.PermitRootLogin = lib.mkDefault "prohibit-password"; }',
    ],
  ] as const)
    it(what, async () => expect((await plan(before)).after).to.equal(after));

  it('leaves a rename alone whose new option takes other values', async () => {
    const { after, left } = await plan('{ boot.zfs.enableUnstable = true; }');
    expect(after).to.equal(undefined);
    expect(left).to.have.lengthOf(1);
    expect(left[0]).to.contain('write it by hand');
  });

  it('renames a list that stays a list, whatever is in it', async () => {
    const type = 'list of absolute path';
    const catalog: Partial<OptionCatalog> = {
      set: 'nixos',
      match: (path) => {
        const name = [path].flat().join('.');
        if (name === 'fonts.fonts') return { outcome: 'unknown', known: ['fonts'] };
        return name.includes('.') ? { outcome: 'option', name, type } : { outcome: 'branch' };
      },
      nearest: () => [],
      below: () => [],
    };
    const knowing: typeof engine = {
      ...engine,
      catalog: async (set) => (set === 'nixos' ? (catalog as OptionCatalog) : undefined),
    };
    const fonts = async (value: string) =>
      plan(`{ pkgs, ... }: { fonts.fonts = ${value}; fonts.dirs = [ ]; }`, [], knowing);
    expect((await fonts('with pkgs; [ hack-font ]')).after).to.contain(
      'fonts.packages = with pkgs; [ hack-font ];',
    );
    const unclear = await fonts('pkgs.fontsOfMine');
    expect(unclear.after).to.equal(undefined);
    expect(unclear.left[0]).to.contain('write it by hand');
  });

  it('refuses where the new name is there already, and mends the rest', async () => {
    const { after, left } = await plan(
      '{\n  services.openssh.permitRootLogin = "no";\n  services.openssh.settings.PermitRootLogin = "yes";\n}\n',
    );
    expect(after).to.equal(undefined);
    expect(left).to.have.lengthOf(1);
    expect(left[0]).to.contain('PermitRootLogin');
  });

  it('mends what it can beside a fault that was there', async () => {
    const { after, left } = await plan(
      '{\n  services.openssh.permitRootLogin = "no";\n  a.b = 1;\n  a.b = 2;\n}\n',
    );
    expect(after).to.contain('settings.PermitRootLogin = "no"');
    expect(left).to.deep.equal([]);
  });

  it('refuses what would not parse, and what would not help', async () => {
    const rule = (value: string): CheckRule => ({
      id: 'test/rule',
      severity: 'warning',
      set: 'nixos',
      options: ['acme.level'],
      applies: () => true,
      edit: () => ({ to: 'set', value }),
      message: 'the level is wrong',
      why: 'It has to be right.',
      fix: 'Set it right.',
      docs: 'https://example.org',
      samples: { fires: [], quiet: [] },
    });
    const broken = await plan('{ acme.level = 1; }', [rule('{')]);
    expect(broken.after).to.equal(undefined);
    expect(broken.left[0]).to.contain('would not parse');
    const beside = await plan(
      '{\n  services.openssh.permitRootLogin = "no";\n  acme.level = 1;\n}\n',
      [rule('{')],
    );
    expect(beside.after).to.equal(
      '{\n  services.openssh.settings.PermitRootLogin = "no";\n  acme.level = 1;\n}\n',
    );
    expect(beside.left).to.have.lengthOf(1);
    const useless = await plan('{ acme.level = 1; }', [rule('2')]);
    expect(useless.after).to.equal(undefined);
    expect(useless.left).to.deep.equal(['the finding would still be there']);
  });

  it('says why a missing sign is not written', () => {
    const nothing = { files: [], left: [], applied: false };
    const finding = { rule: 'syntax-missing-semicolon' } as CheckFinding;
    expect(renderFixes(nothing, [finding])).to.contain('A missing `;` is not written by --fix');
    expect(renderFixes(nothing, [])).to.equal('There is nothing that can be mended safely.');
  });
});
