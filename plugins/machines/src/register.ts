import { definePlugin } from '@nixai/api';
import { machinesSection, machinesSettings } from './registry/settings.js';

export default definePlugin((host) => {
  const settings = host.config.section(machinesSection);
  host.provide(machinesSettings, () => settings);
});
