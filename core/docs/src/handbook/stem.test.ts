import { expect } from 'chai';
import { stem } from './stem.js';

describe('stem', () => {
  const families = [
    ['enable', 'enables', 'enabled', 'enabling'],
    ['install', 'installs', 'installed', 'installing', 'installation'],
    ['configure', 'configured', 'configuration', 'configurations'],
    ['stop', 'stops', 'stopped', 'stopping'],
    ['library', 'libraries'],
    ['global', 'globally'],
    ['virtualise', 'virtualize', 'virtualisation', 'virtualization'],
  ];
  for (const family of families)
    it(`knows ${family.join(', ')} as one word`, () => {
      expect(new Set(family.map(stem))).to.have.property('size', 1);
    });

  it('leaves names and versions alone', () => {
    for (const name of ['kde', 'x11', 'plasma6', 'ssh', 'dns', 'acme', 'wireless', 'cups'])
      expect(stem(name)).to.equal(name);
  });
});
