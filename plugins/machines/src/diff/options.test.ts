import { expect } from 'chai';
import { compareOptions } from './options.js';

const file = (text: string) => ({ file: 'x.nix', text });

describe('options that two files set', () => {
  it('are compared as they are written, however they are laid out', () => {
    const before = file(`{ pkgs, ... }: {
      services.nginx.enable = true;
      services.openssh = { enable = true; ports = [ 22 ]; };
    }`);
    const after = file(`{ ... }: {
      services.nginx = { enable = false; };
      services.openssh.ports = [
        22
      ];
      services.openssh.enable = true;
      time.timeZone = "UTC";
    }`);
    expect(compareOptions(before, after)).to.deep.equal([
      { option: 'services.nginx.enable', before: 'true', after: 'false' },
      { option: 'time.timeZone', before: undefined, after: '"UTC"' },
    ]);
  });

  it('are not compared where one is no Nix', () => {
    expect(compareOptions(file('{ a = 1; }'), file('{ a = '))).to.equal(undefined);
  });
});
