import { definePlugin } from '@nixai/api';
import { storeSection, storeSettings } from './settings.js';

export default definePlugin((host) => {
  const settings = host.config.section(storeSection);
  host.provide(storeSettings, () => settings);
});
