import type { Host } from '@nixai/api';

/** What core itself gives to the extension points, through the same verbs as a plugin. */
export async function registerCore(host: Host): Promise<void> {
  (await import('../ai/index.js')).registerProviders(host);
  (await import('../docs/sources/index.js')).registerSources(host);
  host.docSources.add('handbook', async () =>
    (await import('../docs/index.js')).createHandbookSource(),
  );
}
