import { expect } from 'chai';
import fc from 'fast-check';
import { assignmentsOf } from './assignments.js';

const paths = (text: string) =>
  assignmentsOf(text).map(({ path, line }) => `${line} ${path.join('.')}`);

describe('assignmentsOf', () => {
  it('follows nested sets', () => {
    expect(
      paths(`{ config, pkgs, ... }:
{
  services = {
    openssh.enable = true;
    nginx.virtualHosts."a.example" = { forceSSL = true; };
  };
  networking.firewall.allowedTCPPorts = [ 22 ];
}`),
    ).to.deep.equal([
      '3 services',
      '4 services.openssh.enable',
      '5 services.nginx.virtualHosts.a.example',
      '5 services.nginx.virtualHosts.a.example.forceSSL',
      '7 networking.firewall.allowedTCPPorts',
    ]);
  });

  it('passes over comments, strings and comparisons', () => {
    expect(
      paths(`{
  # a.b = 1;
  /* c.d = 2; */
  x = "e.f = 3;" == y;
  script = ''
    g=4; echo ''\${h}
  '';
  last = 1;
}`),
    ).to.deep.equal(['4 x', '5 script', '8 last']);
  });

  it('sees what stands behind a function call', () => {
    expect(
      paths('{ users.users.me = lib.mkIf true { isNormalUser = true; }; z = 1; }'),
    ).to.deep.equal(['1 users.users.me', '1 users.users.me.isNormalUser', '1 z']);
  });

  it('gives no path to what is set in a list', () => {
    expect(paths('{ a = [ { b = 1; } ]; c = 2; }')).to.deep.equal(['1 a', '1 c']);
  });

  it('looks into modules that a flake or another module has in it, each from its beginning', () => {
    expect(
      paths(`{ outputs = { nixpkgs, ... }: {
  nixosConfigurations.web = nixpkgs.lib.nixosSystem { modules = [ ./a.nix { services.x.enable = true; } ]; };
}; }`).slice(-1),
    ).to.deep.equal(['2 services.x.enable']);
    expect(
      paths('{ home-manager.users.me = { pkgs, ... }: { programs.git.enable = true; }; }'),
    ).to.deep.equal(['1 home-manager.users.me', '1 home-manager.users.me.programs.git.enable']);
  });

  it('takes what a let keeps for later as what it says, and config for the whole', () => {
    expect(
      paths(
        'let common = { services.x.enable = true; }; in { config = { a.b = 1; }; config.c.d = 2; }',
      ),
    ).to.deep.equal(['1 services.x.enable', '1 config', '1 a.b', '1 c.d']);
  });

  it('is quick and small with sets that are nested without end', () => {
    const text = '{ a = '.repeat(20_000);
    expect(assignmentsOf(text).length).to.be.below(100);
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(assignmentsOf(text))));
  });
});
