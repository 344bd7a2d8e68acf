import type { DocSource, Host } from '@nixai/api';
import type { IndexStore } from '../index/index.js';
import type * as Local from './local.js';

/**
 * Core's sources of indexed and online documentation; each is loaded when it is first asked. Their
 * order is that in which they are asked for a complete option set.
 */
export function registerSources(host: Host): void {
  let store: IndexStore | undefined;
  const local =
    (create: (door: typeof Local) => (host: Host, store: IndexStore) => DocSource) => async () => {
      const door = await import('./local.js');
      return create(door)(
        host,
        (store ??= door.createIndexStore((message) => host.log.warn(message))),
      );
    };
  host.docSources.add(
    'system',
    local(({ createSystemSource }) => createSystemSource),
  );
  host.docSources.add(
    'home-manager',
    local(({ createHomeManagerSource }) => createHomeManagerSource),
  );
  host.docSources.add(
    'file',
    local(({ createFileSource }) => createFileSource),
  );
  host.docSources.add(
    'channel',
    local(({ createChannelSource }) => createChannelSource),
  );
  host.docSources.add(
    'manuals',
    local(({ createManualsSource }) => createManualsSource),
  );
  host.docSources.add(
    'options',
    local(({ createFactsSource }) => createFactsSource),
  );
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
