import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocSource, Host } from '@nixai/api';
import { homeFolder, userName } from '@nixai/safety/place';
import type { IndexStore } from '../../index/index.js';
import { buildWithNix } from './buildWithNix.js';
import { firstOf, optionsIn } from './files.js';
import { createInstalledSource } from './installedSource.js';

const inside = 'share/doc/home-manager';

/** Home Manager's options: as its profile has them (`manual.json.enable`), or built from its flake. */
export function createHomeManagerSource(
  host: Host,
  store: IndexStore,
  home = homeFolder(),
): DocSource {
  const user = userName();
  const profiles = [
    join(home, '.nix-profile'),
    join(home, '.local/state/nix/profiles/profile'),
    join(home, '.local/state/nix/profiles/home-manager/home-path'),
    ...(user === undefined ? [] : [`/etc/profiles/per-user/${user}`]),
  ];
  return createInstalledSource(host, store, {
    name: 'home-manager',
    summary: "Home Manager's options, as installed or built from its flake",
    async find() {
      const file = await firstOf(profiles.flatMap((root) => optionsIn(`${root}/${inside}`)));
      return file === undefined ? [] : [file];
    },
    async build(signal) {
      const folders = [join(home, '.config/home-manager'), await host.config.get('nixos_folder')];
      const flake = (await lockedFlake(folders)) ?? 'github:nix-community/home-manager';
      const instead = 'nixai docs sync --source file --file options.json';
      const built = await buildWithNix(host, { flake: `${flake}#docs-json` }, instead, signal);
      return [`${built}/${inside}/options.json`];
    },
  });
}

interface Locked {
  readonly type?: string;
  readonly owner?: string;
  readonly repo?: string;
  readonly rev?: string;
}

/** The Home Manager that a flake's lock holds, so that its options are those in use. */
export async function lockedFlake(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const locked = await readLocked(join(folder, 'flake.lock'));
    if (locked?.type === 'github' && locked.owner && locked.repo && locked.rev)
      return `github:${locked.owner}/${locked.repo}/${locked.rev}`;
  }
  return undefined;
}

async function readLocked(file: string): Promise<Locked | undefined> {
  try {
    const lock = JSON.parse(await readFile(file, 'utf8')) as {
      nodes?: Record<string, { locked?: Locked }>;
    };
    return lock.nodes?.['home-manager']?.locked;
  } catch {
    return undefined;
  }
}
