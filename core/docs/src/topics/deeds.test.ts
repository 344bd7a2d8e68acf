import { expect } from 'chai';
import { deedIn, failingPhrases, unitOf } from './deeds.js';

const names = (question: string) => deedIn(question)?.name;

describe('what is wanted of one named program', () => {
  for (const [question, name, phrase] of [
    ['update only vlc', 'vlc', /update only/],
    ['How do I update just gimp?', 'gimp', /update only/],
    ['newer version of zed', 'zed', /update only/],
    ['uninstall firefox', 'firefox', /uninstall/],
    ['how can i remove htop from my system', 'htop', /uninstall/],
    ['pin ripgrep to version 13', 'ripgrep', /specific version/],
    ['downgrade discord', 'discord', /specific version/],
    ['which version of git is installed?', 'git', /which version/],
    ['where is the config file of kitty', 'kitty', /configuration file/],
    ['gitea logs', 'gitea', /logs of a service/],
  ] as const)
    it(`is read: "${question}"`, () => {
      const deed = deedIn(question);
      expect(deed?.name).to.equal(name);
      expect(deed?.phrase).to.match(phrase);
    });

  for (const [question, name] of [
    ['jellyfin fails to start', 'jellyfin'],
    ['zathura does not start', 'zathura'],
    ["nginx won't start after update", 'nginx'],
    ['my docker service keeps restarting', 'docker'],
    ['syncthing stopped working since the last upgrade', 'syncthing'],
    ['why does gimp crash on start', 'gimp'],
    ['gimp crashes on start', 'gimp'],
  ] as const)
    it(`is heard in a complaint: "${question}"`, () => {
      expect(names(question)).to.equal(name);
      if (name !== undefined) expect(deedIn(question)?.phrase).to.equal(failingPhrases.program);
    });

  for (const question of [
    'update nixos',
    'update the system to the newest version',
    'remove old generations',
    'uninstall nix',
    'update home-manager to the latest version',
    'where are the logs',
    'show logs',
    'emacs does not show up in spotlight',
    'remove a package',
    'it does not work',
  ])
    it(`is no one program: "${question}"`, () => {
      expect(names(question)).to.equal(undefined);
    });

  it('has a unit, which is not always called so', () => {
    expect(unitOf('openssh')).to.equal('sshd');
    expect(unitOf('Jellyfin')).to.equal('jellyfin');
  });
});
