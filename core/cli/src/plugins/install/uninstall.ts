import { NixaiError, type Host } from '@nixai/api';
import { partsOfNixai } from '../list/partsOfNixai.js';
import { npm } from '../npm/npm.js';
import { changeStore, dropEntries, storeEntries } from '../store/store.js';

/**
 * Takes plugins out; the folder of a linked one stays.
 * @throws NixaiError `plugin-not-installed` before anything is removed.
 */
export async function uninstall(host: Host, names: readonly string[]): Promise<void> {
  await changeStore(host, async (copy) => {
    const entries = storeEntries(copy).filter(({ name }) => names.includes(name));
    const missing = names.find((name) => !entries.some((one) => one.name === name));
    if (missing !== undefined) throw await notInstalled(missing, host);
    await dropEntries(copy, names);
    const packages = entries.filter(({ type }) => type === 'user').map(({ name }) => name);
    if (packages.length > 0)
      await npm(copy, ['uninstall', '--', ...packages], { cwd: copy.paths.data });
  });
}

async function notInstalled(name: string, host: Host): Promise<NixaiError> {
  const isBundled = (await partsOfNixai([name], host)).length > 0;
  return new NixaiError({
    code: 'plugin-not-installed',
    what: isBundled ? `${name} is part of this nixai` : `${name} is not installed`,
    why: isBundled ? 'it was not installed, and only what was can be taken out' : undefined,
    hint: 'nixai plugins',
  });
}
