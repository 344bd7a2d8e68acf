import { expect } from 'chai';
import { compareSettings } from './compareSettings.js';

describe('settings of two texts', () => {
  it('are compared as they are written, however they are laid out', () => {
    const before = `{ pkgs, ... }: {
      services.nginx.enable = true;
      services.openssh = { enable = true; ports = [ 22 ]; };
    }`;
    const after = `{ ... }: {
      services.nginx = { enable = false; };
      services.openssh.ports = [
        22
      ];
      services.openssh.enable = true;
      time.timeZone = "UTC";
    }`;
    expect(compareSettings(before, after)).to.deep.equal([
      { option: 'services.nginx.enable', before: 'true', after: 'false' },
      { option: 'time.timeZone', before: undefined, after: '"UTC"' },
    ]);
  });

  it('are not compared where one is no Nix', () => {
    expect(compareSettings('{ a = 1; }', '{ a = ')).to.equal(undefined);
  });
});
