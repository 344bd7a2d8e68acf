/** The door of the AI providers: what the rest of core may use of them. */
import type { Host } from '@nixai/api';

export { createProviderKit } from './kit/providerKit.js';
export { createModelService } from './modelService.js';
export { localityOf } from './locality.js';
export { listModels, type ListedModel, type ProviderListing } from './listing.js';
export { renderModels } from './renderModels.js';

/** Core's own providers; each is loaded when it is first asked for, its SDK when it is called. */
export function registerProviders(host: Host): void {
  host.providers.add('ollama', async () =>
    (await import('./providers/ollama.js')).createOllama(host),
  );
  host.providers.add('openai', async () =>
    (await import('./providers/openai.js')).createOpenAi(host),
  );
  host.providers.add('gemini', async () =>
    (await import('./providers/gemini.js')).createGemini(host),
  );
}
