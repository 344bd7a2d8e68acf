import type { Host } from '@nixai/api';

/** Core's sources of indexed and online documentation; each is loaded when it is first asked. */
export function registerSources(host: Host): void {
  const indexes = once(async () => (await import('../index/index.js')).createIndexStore());
  host.docSources.add('system', async () =>
    (await import('./installed/system.js')).createSystemSource(host, await indexes()),
  );
  host.docSources.add('home-manager', async () =>
    (await import('./installed/homeManager.js')).createHomeManagerSource(host, await indexes()),
  );
  host.docSources.add('file', async () =>
    (await import('./file/source.js')).createFileSource(host, await indexes()),
  );
  host.docSources.add('channel', async () =>
    (await import('./channel/source.js')).createChannelSource(host, await indexes()),
  );
  host.docSources.add('manuals', async () =>
    (await import('./manuals/source.js')).createManualsSource(host, await indexes()),
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

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
