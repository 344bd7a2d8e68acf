import { NixaiError, type Host } from '@nixai/api';
import { npm } from '../npm/npm.js';
import { dropEntries, storeEntries, withStoreLock } from '../store/store.js';

/**
 * Takes plugins out; the folder of a linked one stays.
 * @throws NixaiError `plugin-not-installed` before anything is removed.
 */
export async function uninstall(host: Host, names: readonly string[]): Promise<void> {
  await withStoreLock(host, async () => {
    const entries = storeEntries(host);
    const installed = names.filter((name) => entries.some((one) => one.name === name));
    const missing = names.find((name) => !installed.includes(name));
    if (missing !== undefined) throw notInstalled(missing);
    const fromNpm = entries.filter(({ name, type }) => type === 'user' && names.includes(name));
    const argv = ['uninstall', ...fromNpm.map(({ name }) => name)];
    if (fromNpm.length > 0) await npm(host, argv, { cwd: host.paths.data });
    await dropEntries(host, names);
  });
}

function notInstalled(name: string): NixaiError {
  return new NixaiError({
    code: 'plugin-not-installed',
    what: `${name} is not installed`,
    hint: 'nixai plugins',
  });
}
