// A Nix store of its own in a folder: real Nix, no daemon, no sandbox, nothing of this machine.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const hasNix = spawnSync('nix', ['--version']).status === 0;

/** As root, and where no sandbox can be made, Nix needs to be told; and it asks nobody. */
export const nixConfig =
  'sandbox = false\nbuild-users-group =\nsubstituters =\nflake-registry =\nexperimental-features = nix-command flakes\n';

/** What programs of Nix need in their environment, so that all that they keep is below a folder. */
export const storeIn = (folder) => ({
  NIX_CONFIG: nixConfig,
  NIX_STATE_DIR: join(folder, 'state'),
  NIX_STORE_DIR: join(folder, 'store'),
  NIX_LOG_DIR: join(folder, 'log'),
});

/** Makes one. `env` is what a program needs to work on it. */
export function createStore() {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-store-'));
  const env = {
    NIX_STORE_DIR: join(folder, 'nix/store'),
    NIX_STATE_DIR: join(folder, 'nix/var/nix'),
    NIX_LOG_DIR: join(folder, 'nix/var/log'),
    NIX_CONF_DIR: join(folder, 'nix/etc'),
    NIX_CONFIG: nixConfig,
  };
  const run = (...argv) =>
    execFileSync(argv[0], argv.slice(1), {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  mkdirSync(join(folder, 'nix/etc'), { recursive: true });
  return {
    folder,
    env,
    /** Runs a program of Nix on it. */
    run,
    /**
     * Builds a path that needs others, each with so many bytes of its own; and, with `profile`, makes it
     * the system.
     */
    build({ name = 'top', parts = 3, bytes = 20_000, profile = true } = {}) {
      const file = join(folder, `${name}.nix`);
      writeFileSync(
        file,
        `let
  make = name: needs: derivation {
    inherit name;
    system = builtins.currentSystem;
    builder = "/bin/sh";
    PATH = "/usr/bin:/bin";
    args = [ "-c" "mkdir $out; echo \${name} \${toString needs} > $out/needs; for i in 1 2 3 4; do echo \${name}; done | sha512sum > $out/seed; yes \${name} | head -c ${bytes} | gzip -1 > $out/data; head -c ${bytes} /dev/urandom > $out/random" ];
  };
  parts = builtins.genList (n: make "${name}-part\${toString n}" [ ]) ${parts};
in make "${name}" parts
`,
      );
      const path = run('nix-build', file, '--no-out-link');
      if (profile) run('nix-env', '-p', join(env.NIX_STATE_DIR, 'profiles/system'), '--set', path);
      return path;
    },
    remove() {
      // What is in a store may not be written, not even by its owner.
      spawnSync('chmod', ['-R', 'u+w', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
