import { expect } from 'chai';
import { createTestHost } from '@nixai/api/testing';
import { exceptionsOf } from './exceptions.js';

const excepted = async (setting: string) =>
  exceptionsOf(createTestHost({ config: { 'check.except': [setting] } }));

describe('where a rule is silent', () => {
  const file = '/etc/nixos/hosts/lab/users.nix';
  const option = ['users', 'users', 'ada', 'extraGroups'];

  for (const setting of [
    'docker-group=users.users.ada',
    'docker-group=users.users.*.extraGroups',
    'docker-group=hosts/lab/**',
    'docker-group=users.nix',
    'docker-group=hosts/*/users.nix',
    'docker-group=/etc/nixos/hosts/lab/users.nix',
  ])
    it(`${setting} covers it`, async () =>
      expect((await excepted(setting))('docker-group', { file, option })).to.equal(true));

  for (const setting of [
    'firewall-off=users.users.ada',
    'docker-group=users.users.bob',
    'docker-group=users.users.ada.extraGroups.deep',
    'docker-group=hosts/*',
    'docker-group=lab/user.nix',
    'docker-group=sers.nix',
  ])
    it(`${setting} does not`, async () =>
      expect((await excepted(setting))('docker-group', { file, option })).to.equal(false));
});
