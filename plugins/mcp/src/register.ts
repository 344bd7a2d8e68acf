import { definePlugin } from '@nixai/api';
import { mcpSection, mcpSettings } from './settings.js';

export default definePlugin((host) => {
  const settings = host.config.section(mcpSection);
  host.provide(mcpSettings, () => settings);
});
