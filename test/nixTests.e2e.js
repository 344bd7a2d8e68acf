// The tests for real NixOS in nix/tests evaluate: with a nixpkgs that only has what they ask it for.
import { spawnSync } from 'node:child_process';
import { writeFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from './support/packed.js';

describe('the tests for real NixOS', () => {
  let folder;
  before(function () {
    if (spawnSync('nix-instantiate', ['--version']).status !== 0) this.skip();
    folder = mkdtempSync(join(tmpdir(), 'nixai-nixos-'));
    mkdirSync(join(folder, 'nixos/tests'), { recursive: true });
    writeFileSync(
      join(folder, 'nixos/tests/ssh-keys.nix'),
      'pkgs: { snakeOilPublicKey = "ssh-ed25519 AAAA"; snakeOilPrivateKey = "/key"; }\n',
    );
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  it('evaluates, and its script is Python', () => {
    const expression = `
      let
        nodes.web1.system.build.toplevel = "/nix/store/system";
        pkgs = { path = ${folder}; testers.runNixOSTest = test: test { inherit nodes; }; };
        test = import ${root}/nix/tests/machines.nix { inherit pkgs; nixai = "/nixai"; };
        web = test.nodes.web1 { };
      in {
        inherit (test) name testScript;
        keys = web.users.users.root.openssh.authorizedKeys.keys;
        kinds = builtins.attrNames web.specialisation;
      }`;
    const argv = ['--eval', '--strict', '--json', '--expr', expression];
    const { status, stdout, stderr } = spawnSync('nix-instantiate', argv, { encoding: 'utf8' });
    expect(status, stderr).to.equal(0);
    const { name, keys, kinds, testScript } = JSON.parse(stdout);
    expect([name, keys, kinds]).to.deep.equal([
      'nixai-machines',
      ['ssh-ed25519 AAAA'],
      ['closed', 'failing', 'good'],
    ]);
    const python = spawnSync('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], {
      input: testScript,
      encoding: 'utf8',
    });
    if (python.error === undefined) expect(python.status, python.stderr).to.equal(0);
  });
});
