import type { Host } from '@nixai/api';

/** Hands over a factory; the explainer is loaded when a question quotes an error message. */
export function registerExplainer(host: Host): void {
  host.explainers.add('acme-demo', async () => (await import('./explainer.js')).explainer);
}
