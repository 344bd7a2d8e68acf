import type { Config } from '@oclif/core';
import type { Host } from '@nixai/api';
import { storeEntries } from './store.js';

/**
 * The installed plugin that a person means: by its name, by the short one of our own, or by the folder
 * of a linked one. The list is in the form of oclif's own plugin manager, which resolves the word.
 * @returns undefined where none is meant.
 * @throws NixaiError where the list cannot be read.
 */
export async function installedName(
  host: Pick<Host, 'paths'>,
  typed: string,
): Promise<string | undefined> {
  if (storeEntries(host).length === 0) return undefined;
  // Its door leads to commands alone; the class behind them is what is meant.
  const { default: Plugins } =
    await import('../../../../../node_modules/@oclif/plugin-plugins/lib/plugins.js');
  // What it reads of oclif's configuration.
  const config = { dataDir: host.paths.data, pjson: { oclif: { scope: 'nixai' } } };
  const found = await new Plugins({ config: config as Config }).hasPlugin(typed);
  return found === false ? undefined : found.name;
}
