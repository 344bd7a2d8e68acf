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

  it('takes any text', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(assignmentsOf(text))));
  });
});
