import type { DocSource, Host } from '@nixai/api';
import type { IndexStore } from '../index/index.js';
import type * as Local from './local.js';

/**
 * Core's sources of indexed and online documentation; each is loaded when it is first asked. Their
 * order is that in which they are asked for a complete option set.
 */
export function registerSources(host: Host): void {
  let store: IndexStore | undefined;
  const local = (
    name: string,
    create: (door: typeof Local) => (host: Host, store: IndexStore) => DocSource,
  ) =>
    host.docSources.add(
      name,
      async () => {
        const door = await import('./local.js');
        store ??= door.createIndexStore((message) => host.log.warn(message));
        return create(door)(host, store);
      },
      // All of them end with the host: the first one that does closes what they share.
      { dispose: () => store?.close() },
    );
  local('system', ({ createSystemSource }) => createSystemSource);
  local('home-manager', ({ createHomeManagerSource }) => createHomeManagerSource);
  local('file', ({ createFileSource }) => createFileSource);
  local('channel', ({ createChannelSource }) => createChannelSource);
  local('manuals', ({ createManualsSource }) => createManualsSource);
  local('options', ({ createFactsSource }) => createFactsSource);
  host.docSources.add('nixos-search', async () =>
    (await import('./nixosSearch/source.js')).createNixosSearchSource(host),
  );
  host.docSources.add('wiki', async () =>
    (await import('./wiki/source.js')).createWikiSource(host),
  );
  host.docSources.add('command', async () =>
    (await import('./command/source.js')).createCommandSource(host),
  );
}
