import type { Host } from '@nixai/api';

/** Hands over a factory; the rules are loaded when a configuration is checked. */
export function registerChecks(host: Host): void {
  host.checkRules.add('acme-demo', async () => (await import('./checks.js')).checks);
}
