import type { Host } from '@nixai/api';

/** Hands over a factory; the source itself is loaded when it is first asked. */
export function registerSource(host: Host): void {
  host.docSources.add('acme-demo', async () => (await import('./source.js')).createSource());
}
