import type { Host } from '@nixai/api';
import { folderManifest, noPluginIn } from '../package/folderManifest.js';
import { isPartOfNixai } from '../package/names.js';
import { machinePolicy, refuse } from '../policy/policy.js';
import { putEntries, withStoreLock } from '../store/store.js';

export interface Linked {
  readonly name: string;
  readonly version?: string;
  /** Absolute. */
  readonly root: string;
}

/**
 * Uses a plugin out of the folder where it is written, as it was built there.
 * @throws NixaiError `not-a-plugin` or `policy-refused`.
 */
export async function linkPlugin(host: Host, root: string): Promise<Linked> {
  const { name, version, oclif } = folderManifest(root);
  if (name === undefined || (oclif?.commands ?? oclif?.hooks) === undefined)
    throw noPluginIn(
      root,
      'its package.json would name commands or a nixai:register hook under "oclif"',
    );
  if (isPartOfNixai(name)) throw noPluginIn(root, `it is called ${name}, as a part of nixai is`);
  const policy = await machinePolicy();
  if (policy !== undefined) refuse(policy, { name, source: 'link', from: root });
  await withStoreLock(host, () => putEntries(host, [{ name, type: 'link', root }]));
  return { name, version, root };
}
