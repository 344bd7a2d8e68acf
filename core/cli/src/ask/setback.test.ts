import { expect } from 'chai';
import { isSetback } from './setback.js';

describe('what an update took away', () => {
  for (const question of [
    'no sound after the upgrade',
    'wifi does not work after update',
    'touchpad not working after nixos-rebuild switch',
    'black screen since the last kernel update',
    'after moving to 25.05 system fonts no longer work',
    'bluetooth audio stopped working after 26.05 upgrade',
    'update to 25.05 breaks opengl',
    "docker won't start after update",
  ])
    it(`is heard: "${question}"`, () => {
      expect(isSetback(question)).to.equal(true);
    });

  for (const question of [
    'wifi does not work',
    'clean up after an update',
    'what should I do after upgrading',
    'run a script after nixos-rebuild switch',
    'how do I update nixos',
  ])
    it(`is no such thing: "${question}"`, () => {
      expect(isSetback(question)).to.equal(false);
    });
});
