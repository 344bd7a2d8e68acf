import type { Host } from '@nixai/api';
import { registerProviders } from '@nixai/models';
import { registerCheckRules } from '@nixai/check';
import { registerSources } from '@nixai/docs/sources';

/** What core itself gives to the extension points, through the same verbs as a plugin. */
export function registerCore(host: Host): void {
  registerProviders(host);
  registerSources(host);
  registerCheckRules(host);
  host.docSources.add('handbook', async () => (await import('@nixai/docs')).createHandbookSource());
}
