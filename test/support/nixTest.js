// The test for real NixOS in nix/tests, evaluated with a nixpkgs that only has what it asks it for.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './packed.js';

/** Its name, its script, and what its machine has. @throws where it does not evaluate. */
export function nixTest() {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-nixos-'));
  try {
    mkdirSync(join(folder, 'nixos/tests'), { recursive: true });
    writeFileSync(
      join(folder, 'nixos/tests/ssh-keys.nix'),
      'pkgs: { snakeOilPublicKey = "ssh-ed25519 AAAA"; snakeOilPrivateKey = "/key"; }\n',
    );
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
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The key and the plan that its script writes for a machine that runs `from`. */
export function planOfNixTest(from, to) {
  const harness = `
import json, sys
class Web:
    def succeed(self, command): return ${JSON.stringify(to)} if "specialisation" in command else ${JSON.stringify(from)}
class Deployer:
    def succeed(self, command): self.plan = command.split("\\n")[1]
web1, deployer = Web(), Deployer()
exec(sys.stdin.read().split("start_all()")[0])
write_plan("good")
print(json.dumps({"key": key, "plan": deployer.plan}))
`;
  const { status, stdout, stderr } = spawnSync('python3', ['-c', harness], {
    input: nixTest().testScript,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
