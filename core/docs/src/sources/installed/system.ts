import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { NixaiError, type DocSource, type Host, type NixTarget } from '@nixai/api';
import { quoted } from '@nixai/nix/quoting';
import type { IndexStore } from '../../index/index.js';
import { buildWithNix } from './buildWithNix.js';
import { firstOf, optionsIn } from './files.js';
import { createInstalledSource } from './installedSource.js';

/** Where a running system keeps what its packages bring (nixpkgs, `environment.pathsToLink`). */
const profiles = ['/run/current-system/sw', '/nix/var/nix/profiles/system/sw'];

/**
 * The options of the machine that nixai runs on. Built on request, they have the person's own modules
 * in them (`documentation.nixos.includeAllModules`), which no channel has.
 */
export function createSystemSource(
  host: Host,
  store: IndexStore,
  roots: readonly string[] = profiles,
): DocSource {
  const find = async () => {
    const nixos = await firstOf(roots.flatMap((root) => optionsIn(`${root}/share/doc/nixos`)));
    const darwin = await firstOf(roots.flatMap((root) => optionsIn(`${root}/share/doc/darwin`)));
    return [nixos, darwin].filter((path) => path !== undefined);
  };
  return createInstalledSource(host, store, {
    name: 'system',
    summary: "This machine's own options, with your own modules where they are built",
    find,
    release: () => runningRelease(roots),
    async build(signal) {
      const target = await systemTarget(host);
      const built = await buildWithNix(host, target, 'nixai docs sync --source channel', signal);
      return [`${built}/share/doc/nixos/options.json`];
    },
  });
}

/** `nixos-25.05`, as the running system says beside its profile. */
async function runningRelease(roots: readonly string[]): Promise<string | undefined> {
  for (const root of roots) {
    const version = await readFile(join(root, '../nixos-version'), 'utf8').catch(() => '');
    const release = /^\d\d\.\d\d/.exec(version)?.[0];
    if (release !== undefined) return `nixos-${release}`;
  }
  return undefined;
}

/** The options of this machine's configuration. */
async function systemTarget(host: Host): Promise<NixTarget> {
  const { readMachine } = await import('@nixai/machine');
  const folder = await host.config.get('nixos_folder');
  const { facts } = await readMachine(folder, host);
  const modules = `{ documentation.nixos = { enable = true; includeAllModules = true; options.warningsAreErrors = false; }; }`;
  const attribute = 'config.system.build.manual.optionsJSON';
  if (facts.kind === 'channels') {
    const system = `import <nixpkgs/nixos> { configuration = { imports = [ ${quoted(`${folder}/configuration.nix`)} ${modules} ]; }; }`;
    return { expr: system, attribute, impure: true };
  }
  const name = hostOf(facts.hosts, folder);
  const flake = `(builtins.getFlake ${quoted(folder)}).nixosConfigurations.${quoted(name)}`;
  const expr = `${flake}.extendModules { modules = [ ${modules} ]; }`;
  return { expr, attribute, impure: true };
}

/** The host of the flake that this machine is: the one of its name, or the only one. */
function hostOf(hosts: readonly string[], folder: string): string {
  const own =
    hosts.find((name) => name === hostname()) ?? (hosts.length < 2 ? hosts[0] : undefined);
  if (own !== undefined) return own;
  throw new NixaiError({
    code: 'host-unknown',
    what: `which host of ${folder}/flake.nix this machine is, is not clear`,
    why: hosts.length === 0 ? 'it names none' : `it has ${hosts.join(', ')}`,
    hint: `give the machine the name of one of them, or: nixai docs sync --source channel`,
  });
}
