import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createTestHost } from '@nixai/api/testing';
import { installedName } from './installedName.js';

describe('the installed plugin that is meant', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'nixai-store-'));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  const meant = (typed: string) => installedName(createTestHost({ paths: { data } }), typed);

  it('is found by its name, by the short one of our own, and by the folder of a linked one', async () => {
    const plugins = [
      { name: '@nixai/plugin-notes', type: 'user', tag: 'latest' },
      { name: 'nixai-acme', type: 'link', root: join(data, 'acme') },
    ];
    writeFileSync(join(data, 'package.json'), JSON.stringify({ oclif: { schema: 1, plugins } }));
    expect(await meant('notes')).to.equal('@nixai/plugin-notes');
    expect(await meant('@nixai/plugin-notes')).to.equal('@nixai/plugin-notes');
    expect(await meant(join(data, 'acme'))).to.equal('nixai-acme');
    expect(await meant('acme')).to.equal(undefined);
  });

  it('is none where none is installed', async () => {
    expect(await meant('notes')).to.equal(undefined);
  });
});
