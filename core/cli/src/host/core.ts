import type { Host } from '@nixai/api';

/** What core itself gives to the extension points, through the same verbs as a plugin. */
export async function registerCore(host: Host): Promise<void> {
  const [{ registerProviders }, { registerSources }] = await Promise.all([
    import('../ai/index.js'),
    import('../docs/sources/index.js'),
  ]);
  registerProviders(host);
  registerSources(host);
  host.docSources.add('handbook', async () =>
    (await import('../docs/index.js')).createHandbookSource(),
  );
}
