import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { NixaiError } from '@nixai/api';
import { machinePolicy, refusal, type Policy } from './policy.js';

const policy: Policy = {
  file: '/etc/nixai/plugins.yaml',
  names: ['@nixai/plugin-notes'],
  scopes: ['@acme'],
  registries: ['https://npm.acme.example/'],
  keys: { acme: 'KEY' },
  signedOnly: false,
};
const wiki = {
  name: '@acme/wiki',
  source: 'registry',
  from: 'https://npm.acme.example/@acme/wiki/-/wiki-1.0.0.tgz',
} as const;

describe('a policy', () => {
  it('allows a name or a scope from a named registry', () => {
    expect(refusal(policy, wiki)).to.equal(undefined);
    expect(refusal(policy, { ...wiki, name: '@nixai/plugin-notes' })).to.equal(undefined);
  });

  it('refuses other names, also those that look alike', () => {
    for (const name of ['wiki', '@acme-evil/wiki', '@nixai/plugin-notes2', 'acme/wiki'])
      expect(refusal(policy, { ...wiki, name }), name).to.contain('neither');
  });

  it('refuses another registry', () => {
    const path = '@acme/wiki/-/wiki-1.0.0.tgz';
    for (const other of [
      'https://npm.acme.example.evil/',
      'https://npm.acme.example@evil.example/',
      'http://npm.acme.example/',
      'https://npm.acme.example:8443/',
      'file:///npm.acme.example/',
    ]) {
      expect(refusal(policy, { ...wiki, from: other + path }), other).to.contain('not allowed');
      const bare = { ...policy, registries: ['https://npm.acme.example'] };
      expect(refusal(bare, { ...wiki, from: other + path }), other).to.contain('not allowed');
    }
    const below = { ...policy, registries: ['https://npm.acme.example/team'] };
    const from = (folder: string) => ({
      ...wiki,
      from: `https://npm.acme.example/${folder}${path}`,
    });
    expect(refusal(below, from('team/'))).to.equal(undefined);
    expect(refusal(below, from('teams/'))).to.contain('not allowed');
    expect(refusal(below, from('team/../'))).to.contain('not allowed');
  });

  it('takes a tarball or a folder only when one of its keys signed it', () => {
    for (const source of ['tarball', 'git', 'folder'] as const) {
      expect(refusal(policy, { ...wiki, source, from: '/x' }), source).to.contain('not signed');
      expect(refusal(policy, { ...wiki, source, from: '/x', key: 'OTHER' })).to.contain(
        'not signed',
      );
      expect(refusal(policy, { ...wiki, source, from: '/x', key: 'KEY' })).to.equal(undefined);
    }
  });

  it('takes no link, whatever it says', () => {
    expect(refusal(policy, { ...wiki, source: 'link', key: 'KEY' })).to.contain('linked');
  });

  it('may ask for a signature of everything', () => {
    expect(refusal({ ...policy, signedOnly: true }, wiki)).to.contain('not signed');
    expect(refusal({ ...policy, signedOnly: true }, { ...wiki, key: 'KEY' })).to.equal(undefined);
  });
});

describe('the file of a policy', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-policy-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  it('is read where it is, and allows everything where it is not', async () => {
    expect(await machinePolicy(folder)).to.equal(undefined);
    writeFileSync(join(folder, 'plugins.yaml'), 'allow: { scopes: ["@acme"] }');
    expect(await machinePolicy(folder)).to.deep.include({ scopes: ['@acme'] });
  });

  it('that is at fault allows nothing, and says which line it is', async () => {
    const faults: [text: string, line: number | undefined][] = [
      ['', undefined],
      ['allow', 1],
      ['allow:\n  scope: ["@acme"]', 2],
      ['allow:\n  names: yes', 2],
      ['allow:\n  scopes: ["@acme"]\n  names: [', 3],
      [': :', 1],
      ['allow: {}\nkeys: {}', 2],
      ['allow: {}\nallow: {}', 2],
      ['allow:\n  keys: [a]', 2],
      ['allow:\n  keys:\n    acme: AAAA', 3],
      ['allow:\n  signedOnly: 1', 2],
      ['allow: &a { names: [*b] }', 1],
    ];
    for (const [text, line] of faults) {
      writeFileSync(join(folder, 'plugins.yaml'), text);
      const error = await machinePolicy(folder).catch((fault: unknown) => fault as NixaiError);
      expect(error, text).to.include({ code: 'policy-invalid' });
      const place = join(folder, 'plugins.yaml') + (line === undefined ? ' ' : `, line ${line},`);
      expect((error as NixaiError).what, text)
        .to.contain(place)
        .and.not.contain('\n');
      expect((error as NixaiError).hint).not.to.contain('uninstall');
    }
  });

  it('that is no file that can be read allows nothing', async () => {
    const file = join(folder, 'plugins.yaml');
    const code = () => machinePolicy(folder).catch((error: unknown) => (error as NixaiError).code);
    symlinkSync(join(folder, 'nowhere'), file);
    expect(await code()).to.equal('policy-invalid');
    rmSync(file);
    mkdirSync(file);
    expect(await code()).to.equal('policy-invalid');
  });
});
