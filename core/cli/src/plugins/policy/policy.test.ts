import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
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
    const from = 'https://npm.acme.example.evil/@acme/wiki/-/wiki-1.0.0.tgz';
    expect(refusal(policy, { ...wiki, from })).to.contain('not allowed');
  });

  it('takes a tarball, a folder or a link only when one of its keys signed it', () => {
    for (const source of ['tarball', 'git', 'folder', 'link'] as const) {
      expect(refusal(policy, { ...wiki, source, from: '/x' }), source).to.contain('not signed');
      expect(refusal(policy, { ...wiki, source, from: '/x', key: 'OTHER' })).to.contain(
        'not signed',
      );
      expect(refusal(policy, { ...wiki, source, from: '/x', key: 'KEY' })).to.equal(undefined);
    }
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
  const read = async (text: string) => {
    writeFileSync(join(folder, 'plugins.yaml'), text);
    return machinePolicy(folder).catch((error: unknown) => (error as { code?: string }).code);
  };

  it('is read where it is, and allows everything where it is not', async () => {
    expect(await machinePolicy(folder)).to.equal(undefined);
    expect(await read('allow: { scopes: ["@acme"] }')).to.deep.include({ scopes: ['@acme'] });
  });

  it('that is at fault allows nothing', async () => {
    for (const text of [
      '',
      'allow',
      'allow: {scope: ["@acme"]}',
      'allow: {names: yes}',
      ': :',
      'allow: {keys: [a]}',
      'allow: {signedOnly: 1}',
    ])
      expect(await read(text), text).to.equal('policy-invalid');
  });
});
