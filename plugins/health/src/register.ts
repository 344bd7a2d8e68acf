import { definePlugin, healthChecks } from '@nixai/api';
import { healthElsewhere } from './elsewhere/elsewhere.js';
import { healthSection, healthSettings } from './settings.js';

/** Our own checks, given in the same way as anybody's. */
export default definePlugin((host) => {
  const settings = host.config.section(healthSection);
  host.provide(healthSettings, () => settings);
  host.provide(healthElsewhere, async () =>
    (await import('./elsewhere/look.js')).createElsewhere(host),
  );
  host.point(healthChecks).add('nixai', async () => (await import('./checks/index.js')).checks);
});
