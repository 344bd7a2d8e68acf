import type { Host } from '@nixai/api';
import { settingsSection } from './settings.js';

/** Declares the settings, and hands over a factory; nothing is connected to before it is asked. */
export function registerProvider(host: Host): void {
  const settings = host.config.section(settingsSection);
  host.providers.add('acme-demo', async () =>
    (await import('./provider.js')).createProvider(host, await settings()),
  );
}
