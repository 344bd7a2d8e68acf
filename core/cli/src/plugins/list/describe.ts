import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isNixaiError, messageOf, plugins, type Host, type PluginReport } from '@nixai/api';
import { bundledType } from '../../bundledPlugins.js';
import { isPinned, newerVersions } from '../install/updates.js';
import { keyName } from '../install/plan.js';
import { signingKey } from '../package/signature.js';
import { folderManifest } from '../package/folderManifest.js';
import { readPackageFolder } from '../package/folder.js';
import { machinePolicy } from '../policy/policy.js';
import { installedPackages, storeEntries } from '../store/store.js';

/** A plugin as `nixai plugins` shows it. */
export interface PluginLine extends PluginReport {
  /** Where it came from: a registry's address, a git address, a path, or `nixai`. */
  readonly from: string;
  readonly pinned: boolean;
  /** The api versions that its package.json asks for: all there is to say where it registers nothing. */
  readonly apiRange?: string;
  /** SHA-512 of its tarball; absent for a linked plugin. */
  readonly integrity?: string;
  /** Whose key signed it; absent if unsigned. */
  readonly signedBy?: string;
  /** What is wrong with its signature. It is left out only where the policy asks for signatures. */
  readonly signatureFault?: string;
  /** A newer version that its registry has. */
  readonly update?: string;
}

/** Not oclif's own, which only bring commands such as `help`. */
const shown = new Set(['user', 'link', bundledType]);

/** The plugins that a person has added or that came with nixai, in the order they are loaded. */
export async function describePlugins(host: Host): Promise<readonly PluginLine[]> {
  const service = await host.service(plugins);
  const loaded = (await service.list()).filter(({ type }) => shown.has(type));
  const added = [...loaded, ...gone(host, loaded)];
  if (added.length === 0) return [];
  // That it cannot be used is said of each plugin already.
  const policy = await machinePolicy().catch(() => undefined);
  const updates = await newerVersions(host);
  const packages = installedPackages(host);
  const entries = new Map(storeEntries(host).map((entry) => [entry.name, entry]));
  return Promise.all(
    added.map(async (report): Promise<PluginLine> => {
      const entry = entries.get(report.name);
      const url = entry?.type === 'user' ? entry.url : undefined;
      const known = packages.get(report.name);
      const signature = await signatureOf(report, policy?.keys);
      return {
        ...report,
        apiRange: await apiRangeOf(report.root),
        from: originOf(report, url ?? known?.resolved),
        pinned: entry !== undefined && isPinned(entry),
        integrity: report.type === 'user' ? known?.integrity : undefined,
        update: updates.get(report.name),
        ...signature,
      };
    }),
  );
}

const gives = { services: [], opens: [], needs: [] };

function originOf({ type, root }: PluginReport, installedFrom: string | undefined): string {
  if (type === bundledType) return 'nixai';
  return type === 'link' ? root : (installedFrom ?? 'unknown');
}

/** What is in the list of plugins, and cannot be found where it should be. */
function gone(host: Host, loaded: readonly PluginReport[]): readonly PluginReport[] {
  return storeEntries(host)
    .filter(({ name }) => !loaded.some((one) => one.name === name))
    .map(({ name, ...entry }) => {
      const { type } = entry;
      const root = entry.type === 'link' ? entry.root : join(host.paths.data, 'node_modules', name);
      const nothing = { version: 'unknown', commands: [], contributions: {}, ...gives };
      const remedy = `nixai plugins ${type === 'link' ? 'uninstall' : 'install'} ${name}`;
      return { name, type, root, ...nothing, problem: `there is no plugin in ${root}`, remedy };
    });
}

async function apiRangeOf(root: string): Promise<string | undefined> {
  try {
    const manifest = folderManifest(root);
    return manifest.dependencies?.['@nixai/api'];
  } catch {
    // What is wrong with the folder the report says.
    return undefined;
  }
}

/** Checks the files as they are now, so that a change after the installation is seen. */
async function signatureOf(
  { name, version, root, type }: PluginReport,
  keys: Readonly<Record<string, string>> | undefined,
): Promise<Pick<PluginLine, 'signedBy' | 'signatureFault'>> {
  // A folder under development has files that no package would hold; what came with nixai is nixai.
  if (type !== 'user' || !existsSync(root)) return {};
  try {
    const key = await signingKey({ name, version, files: readPackageFolder(root) });
    return key === undefined ? {} : { signedBy: await keyName(key, keys) };
  } catch (error) {
    return { signatureFault: isNixaiError(error) ? error.what : messageOf(error) };
  }
}
