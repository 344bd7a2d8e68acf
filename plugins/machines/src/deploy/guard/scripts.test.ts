import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { readLook } from '../host/readLook.js';
import { lookScript } from './scripts.js';

describe('what is asked of a host', () => {
  it('is answered with a store path, or with nothing where it is no NixOS', () => {
    const { stdout } = spawnSync('sh', ['-c', lookScript, 'sh', 'none'], { encoding: 'utf8' });
    const { current, next, bootId } = readLook(stdout);
    expect(bootId).to.be.a('string');
    // This machine may be either.
    for (const path of [current, next]) expect(path ?? '/nix/store/').to.match(/^\/nix\/store\//);
  });
});
