import type { Host } from '@nixai/api';
import { npm } from '../npm/npm.js';
import type { PluginSpec } from '../package/spec.js';
import { isExact } from '../package/versions.js';
import { storeEntries, type StoreEntry } from '../store/store.js';

type UserEntry = Extract<StoreEntry, { type: 'user' }>;

/** What to look at again for an update: not what is pinned to a version, nor what is linked. */
export function followed(host: Host, names: readonly string[]): readonly PluginSpec[] {
  return storeEntries(host)
    .filter((entry): entry is UserEntry => entry.type === 'user' && !isPinned(entry))
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map(({ name, tag = 'latest', url }) =>
      url === undefined
        ? { kind: 'registry', name, range: tag }
        : { kind: urlKind(url), from: url },
    );
}

export const isPinned = (entry: StoreEntry): boolean =>
  entry.type === 'user' && entry.tag !== undefined && isExact(entry.tag);

function urlKind(url: string): 'git' | 'tarball' | 'folder' {
  if (url.startsWith('git')) return 'git';
  return /\.tgz$|^https?:/.test(url) ? 'tarball' : 'folder';
}

/**
 * The newer version of each plugin that follows the newest; none where no registry can be asked.
 */
export async function newerVersions(host: Host): Promise<ReadonlyMap<string, string>> {
  const specs = followed(host, []);
  const names = specs.flatMap((one) =>
    one.kind === 'registry' && one.range === 'latest' ? one.name : [],
  );
  if (names.length === 0) return new Map();
  // npm ends with 1 where something is outdated. A list of what is there does not wait for long.
  const signal = AbortSignal.timeout(5000);
  const options = { cwd: host.paths.data, codes: [0, 1], signal };
  const printed = await npm(host, ['outdated', '--json', '--', ...names], options).catch(
    () => '{}',
  );
  const outdated = JSON.parse(printed || '{}') as Record<string, { latest?: string }>;
  return new Map(
    names.flatMap((name) => {
      const latest = outdated[name]?.latest;
      return latest === undefined ? [] : [[name, latest]];
    }),
  );
}
