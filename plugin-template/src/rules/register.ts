import type { Host } from '@nixai/api';

/** Hands over a factory; the rules are loaded when something is diagnosed. */
export function registerRules(host: Host): void {
  host.diagnosisRules.add('acme-demo', async () => (await import('./rules.js')).rules);
}
