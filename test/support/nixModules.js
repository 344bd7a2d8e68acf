// The NixOS and Home Manager modules of this repository, evaluated by Nix: with a stub of nixpkgs, or with
// nixpkgs' own library where that is at hand (NIXAI_NIXPKGS_LIB names the folder).
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHome } from './home.js';
import { installedCli, root } from './packed.js';

export const hasNix = spawnSync('nix-instantiate', ['--version']).status === 0;
export const hasAnalyze = spawnSync('systemd-analyze', ['--version']).status === 0;

const stub = (name) => join(root, 'test/fixtures/nixpkgs-stub', name);

/** A machine with these plugins of ours, and a program that stands for the package's. */
export async function createMachine(plugins) {
  const folder = mkdtempSync(join(tmpdir(), 'nixai-modules-'));
  const home = createHome();
  for (const name of plugins) {
    const { code, stderr } = await home.nixai(['plugins', 'link', join(root, 'plugins', name)]);
    if (code !== 0) throw new Error(stderr);
  }
  const program = join(folder, 'nixai');
  const start = `#!/bin/sh\nexec "${process.execPath}" "${installedCli().bin}" "$@"\n`;
  writeFileSync(program, start, { mode: 0o755 });
  return {
    folder,
    home,
    program,
    /** What a module (`nixos`, `home-manager`) makes of `services.nixai`, with nothing checked. */
    evaluate: (module, settings) =>
      JSON.parse(
        execFileSync(
          'nix-instantiate',
          [
            ...['--eval', '--strict', '--json', '--read-write-mode', stub('modules.nix')],
            ...['--arg', 'module', join(root, `nix/modules/${module}.nix`)],
            ...['--argstr', 'nixai', program],
            ...['--argstr', 'settings', JSON.stringify({ enable: true, ...settings })],
          ],
          { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
        ),
      ),
    remove() {
      home.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * What nixpkgs' own module system makes of `services.nixai`, by one of the expressions beside the stub; a
 * text where it refuses. Undefined where nixpkgs is not at hand.
 */
export function evaluateReally(expression, settings, more = {}) {
  const folder = process.env.NIXAI_NIXPKGS_LIB;
  if (folder === undefined) return undefined;
  const texts = Object.entries({ settings: { enable: true, ...settings }, ...more });
  const { status, stdout, stderr } = spawnSync(
    'nix-instantiate',
    [
      ...['--eval', '--strict', '--json', stub(expression), '--arg', 'libFolder', folder],
      ...texts.flatMap(([name, value]) => ['--argstr', name, JSON.stringify(value)]),
    ],
    { encoding: 'utf8' },
  );
  return status === 0 ? JSON.parse(stdout) : stderr;
}

/**
 * What the whole of Home Manager makes of `services.nixai`: its packages and files; a text where it refuses.
 * Undefined where it or nixpkgs' library is not at hand (NIXAI_HOME_MANAGER, NIXAI_NIXPKGS_LIB name folders).
 */
export function evaluateInHomeManager(settings) {
  const { NIXAI_NIXPKGS_LIB: library, NIXAI_HOME_MANAGER: homeManager } = process.env;
  if (library === undefined || homeManager === undefined) return undefined;
  const above = mkdtempSync(join(tmpdir(), 'nixai-home-manager-'));
  const nixpkgs = join(above, 'nixpkgs');
  cpSync(stub('nixpkgs'), nixpkgs, { recursive: true });
  symlinkSync(library, join(nixpkgs, 'lib'));
  const { status, stdout, stderr } = spawnSync(
    'nix-instantiate',
    [
      ...['--eval', '--strict', '--json', '--read-write-mode', stub('wholeHomeManager.nix')],
      ...['--arg', 'homeManager', homeManager, '--arg', 'nixpkgs', nixpkgs],
      ...['--argstr', 'settings', JSON.stringify({ enable: true, ...settings })],
    ],
    { encoding: 'utf8' },
  );
  rmSync(above, { recursive: true, force: true });
  return status === 0 ? JSON.parse(stdout) : stderr;
}
