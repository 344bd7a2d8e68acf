import { definePlugin, healthChecks } from '@nixai/api';
import { mcpSection, mcpSettings } from './settings.js';

export default definePlugin((host) => {
  const settings = host.config.section(mcpSection);
  host.provide(mcpSettings, () => settings);
  host.point(healthChecks).add('mcp', async () => (await import('./health/checks.js')).checks);
});
