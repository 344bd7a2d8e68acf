import type { Host } from '@nixai/api';

/** Hands over a factory; the pack is loaded when somebody asks for templates. */
export function registerTemplates(host: Host): void {
  host.templates.add('acme-demo', async () => (await import('./pack.js')).pack);
}
