import { expect } from 'chai';
import { parse } from '../parser/parse.js';
import type { EditResult } from '../edits/editResult.js';
import { compareModules, readMergeFile } from './compareModules.js';
import { placeInline } from './placeInline.js';
import { reduceModule } from './reduceModule.js';

const verdicts = (mine: string, theirs: string): Record<string, string> => {
  const file = readMergeFile('configuration.nix', mine);
  if (file === undefined) throw new Error('does not parse');
  return Object.fromEntries(
    compareModules(parse(theirs).tree, [file]).map(({ path, verdict, reason, missing }) => [
      path,
      [verdict, ...(reason === undefined ? [] : [reason]), ...(missing ?? [])].join(' '),
    ]),
  );
};
const sourceOf = (result: EditResult): string => {
  if (!result.ok) throw new Error(result.message);
  return result.source;
};

describe('a module held against a configuration', () => {
  it('is there already where one of several definitions is certain', () => {
    const mine = `{ config, lib, ... }: lib.mkMerge [
      (lib.mkIf config.x.enable { services.tailscale.enable = true; })
      { services.tailscale.enable = true; }
    ]`;
    expect(verdicts(mine, '{ services.tailscale.enable = true; }')).to.deep.equal({
      'services.tailscale.enable': 'equal',
    });
  });

  it('is compared path by path, however each is nested and written', () => {
    const mine = `{ pkgs, lib, ... }: {
      services = { openssh = { enable = true; ports = [ 22 ]; }; nginx.group = ''web''; };
      "networking".hostName = "box";
      environment.systemPackages = with pkgs; [ git (vim) ];
    }`;
    const theirs = `{ pkgs, ... }: {
      services.openssh.enable = true;
      services.openssh.ports = [ 22 2222 ];
      services.nginx.group = "web";
      networking.hostName = "other";
      environment.systemPackages = [ pkgs.git pkgs.vim pkgs.jq ];
      time.timeZone = "UTC";
    }`;
    expect(verdicts(mine, theirs)).to.deep.equal({
      'services.openssh.enable': 'equal',
      'services.openssh.ports': 'join 1',
      'services.nginx.group': 'equal',
      'networking.hostName': 'conflict different',
      'environment.systemPackages': 'join 2',
      'time.timeZone': 'add',
    });
  });

  it('tells what an evaluation would have to decide', () => {
    const mine = `{ lib, config, x, ... }: {
      a = lib.mkIf config.b 1;
      b = lib.mkForce false;
      c = x;
      d = lib.mkForce [ 1 ];
      e.f = 1;
      g = if x then 1 else 2;
      h = lib.mkIf x 1;
    }`;
    const theirs = '{ a = 2; b = true; c.d = 1; d = [ 2 ]; e = 3; g = 1; h = 1; }';
    expect(verdicts(mine, theirs)).to.deep.equal({
      a: 'conflict conditional',
      b: 'conflict priority',
      'c.d': 'conflict above',
      d: 'conflict priority 0',
      e: 'conflict below',
      g: 'conflict computed',
      h: 'add',
    });
    expect(verdicts(mine, '{ h = lib.mkIf x 1; a = lib.mkIf x 1; }')).to.deep.equal({
      h: 'equal',
      a: 'add',
    });
  });
});

describe('a module without what is there already', () => {
  it('loses paths, items and the sets that are empty then', () => {
    const source = `{ pkgs, ... }:
{
  # goes with it
  a.b = 1;

  # stays
  c = {
    d = 1;
    e = { f = 2; };
  };
  l = with pkgs; [
    git
    vim
    jq
  ];
}
`;
    const reduced = reduceModule(source, [
      { names: ['a', 'b'], drop: true },
      { names: ['c', 'e', 'f'], drop: true },
      { names: ['l'], items: [1] },
      { names: ['c', 'd'], value: 'lib.mkForce 3' },
    ]);
    expect(sourceOf(reduced)).to.equal(`{ pkgs, ... }:
{

  # stays
  c = {
    d = lib.mkForce 3;
  };
  l = with pkgs; [
    vim
  ];
}
`);
  });
});

describe('a module put into a file', () => {
  it('goes beside what is near it, with its comments, and takes what it needs', () => {
    const mine = `# mine
{ ... }:
{
  services.openssh.enable = true; # remote
  networking = {
    hostName = "box";
  };
  list = [ 1 ];

  system.stateVersion = "25.05";
}
`;
    const theirs = `{ pkgs, ... }:
{
  services.openssh.ports = [ 22 ];
  networking.firewall = {
    # only this
    enable = true;
  };
  list = [ 2 ];
  # tools
  environment.systemPackages = with pkgs; [ git ];
}
`;
    expect(sourceOf(placeInline(mine, theirs))).to.equal(`# mine
{ pkgs, ... }:
{
  services.openssh.enable = true; # remote
  services.openssh.ports = [ 22 ];
  networking = {
    hostName = "box";
    firewall = {
      # only this
      enable = true;
    };
  };
  list = [ 1 2 ];

  system.stateVersion = "25.05";
  # tools
  environment.systemPackages = with pkgs; [ git ];
}
`);
  });

  it('writes an item so that it means the same under another `with`', () => {
    const item = (mine: string, theirs: string) =>
      sourceOf(
        placeInline(`{ pkgs, git, ... }: { l = ${mine}; }`, `{ pkgs, ... }: { l = ${theirs}; }`),
      );
    expect(item('[ 1 ]', 'with pkgs; [ jq ]')).to.contain('[ 1 pkgs.jq ]');
    expect(item('with pkgs; [ vim ]', 'with pkgs; [ jq git ]')).to.contain('[ vim jq pkgs.git ]');
    expect(item('[ 1 ]', 'with pkgs; [ (f.withPackages (ps: [ ps.x ])) ]')).to.contain(
      '(pkgs.f.withPackages (ps: [ ps.x ]))',
    );
  });

  it('is refused where the two cannot be one', () => {
    const refusal = (mine: string, theirs: string) => {
      const result = placeInline(mine, theirs);
      return result.ok ? result.source : result.code;
    };
    expect(refusal('{ }', 'let x = 1; in { a = x; }')).to.equal('computed');
    expect(refusal('{ a = f 1; }', '{ a.b = 1; }')).to.equal('computed');
    expect(refusal('{ a = 1; }', '{ a = 2; }')).to.equal('exists');
    expect(refusal('f 1', '{ a = 2; }')).to.equal('no-set');
    expect(refusal('{ config = { a = 1; }; }', '{ b = 2; }')).to.equal(
      '{ config = { a = 1; b = 2; }; }',
    );
  });
});
