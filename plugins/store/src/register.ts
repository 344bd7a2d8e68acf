import { definePlugin, healthChecks } from '@nixai/api';
import { backups } from './service.js';
import { storeSection, storeSettings } from './settings.js';

export default definePlugin((host) => {
  const settings = host.config.section(storeSection);
  host.provide(storeSettings, () => settings);
  host.provide(backups, async (own) => (await import('./records/service.js')).createBackups(own));
  host.point(healthChecks).add('store', async () => (await import('./health/checks.js')).checks);
});
