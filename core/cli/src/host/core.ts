import type { Host } from '@nixai/api';
import { registerProviders } from '../ai/index.js';
import { registerCheckRules } from '../check/index.js';
import { registerSources } from '../docs/sources/index.js';

/** What core itself gives to the extension points, through the same verbs as a plugin. */
export function registerCore(host: Host): void {
  registerProviders(host);
  registerSources(host);
  registerCheckRules(host);
  host.docSources.add('handbook', async () =>
    (await import('../docs/index.js')).createHandbookSource(),
  );
}
