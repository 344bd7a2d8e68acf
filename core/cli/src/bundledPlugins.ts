import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Interfaces } from '@oclif/core';

/** The type of a plugin that came with nixai, beside oclif's `core`, `user` and `link`. */
export const bundledType = 'bundled';

/**
 * The official plugins that came with nixai: in the folder of a release, which has them in its own
 * `node_modules`, and in a checkout, whose workspaces npm links at its top. Nothing is installed or
 * linked for them, and they are looked for nowhere else.
 * @returns each with the package.json beside whose `node_modules` it is, as oclif has installed ones.
 */
export function bundledPlugins({ root, pjson }: Pick<Interfaces.Plugin, 'root' | 'pjson'>) {
  const { nixai } = pjson as { nixai?: { officialPlugins?: Readonly<Record<string, unknown>> } };
  const owners = [root, join(root, '../..')];
  return Object.keys(nixai?.officialPlugins ?? {}).flatMap((name) => {
    // The manifest is written last: a plugin without one is not built.
    const owner = owners.find((folder) =>
      existsSync(join(folder, 'node_modules', name, 'oclif.manifest.json')),
    );
    return owner === undefined ? [] : [{ name, root: join(owner, 'package.json') }];
  });
}
