import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { API_VERSION, definePlugin } from './plugin.js';

describe('the api version', () => {
  it('is the major and minor of this package: a plugin is refused by it', () => {
    const manifest = new URL('../package.json', import.meta.url);
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    const line = (one: string) => one.split('.').slice(0, 2).join('.');
    expect(line(API_VERSION)).to.equal(line(version));
    expect(definePlugin(() => {}).apiVersion).to.equal(API_VERSION);
  });
});
