import { NixaiError, type Host } from '@nixai/api';
import { npm } from '../npm/npm.js';
import {
  dropEntries,
  installedPackages,
  putEntries,
  rootPackages,
  storeEntries,
  withStoreLock,
} from '../store/store.js';

/**
 * Takes plugins out; the folder of a linked one stays. The list first: wherever it is cut off, no
 * plugin is listed that is not there, and the same command again takes out the rest.
 * @throws NixaiError `plugin-not-installed` before anything is removed.
 */
export async function uninstall(host: Host, names: readonly string[]): Promise<void> {
  await withStoreLock(host, async () => {
    const entries = storeEntries(host).filter(({ name }) => names.includes(name));
    const packages = rootPackages(host).filter((name) => names.includes(name));
    const missing = names.find(
      (name) => !packages.includes(name) && !entries.some((one) => one.name === name),
    );
    if (missing !== undefined) throw notInstalled(missing);
    await dropEntries(host, names);
    if (packages.length === 0) return;
    try {
      await npm(host, ['uninstall', ...packages], { cwd: host.paths.data });
    } catch (error) {
      const there = installedPackages(host);
      await putEntries(
        host,
        entries.filter(({ name, type }) => type === 'link' || there.has(name)),
      );
      throw error;
    }
  });
}

function notInstalled(name: string): NixaiError {
  return new NixaiError({
    code: 'plugin-not-installed',
    what: `${name} is not installed`,
    hint: 'nixai plugins',
  });
}
