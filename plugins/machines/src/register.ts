import { definePlugin, healthChecks } from '@nixai/api';
import { machineBackends } from './backends/backend.js';
import { packName } from './templates/own.js';
import { machinesSection, machinesSettings } from './registry/settings.js';

export default definePlugin((host) => {
  const settings = host.config.section(machinesSection);
  host.provide(machinesSettings, () => settings);
  host
    .point(healthChecks)
    .add('machines', async () => (await import('./health/contributed/checks.js')).checks);
  host.templates.add(packName, async () => (await import('./templates/kept.js')).ownPack(host));
  const backends = host.point(machineBackends);
  backends.add('colmena', async () => (await import('./backends/colmena.js')).colmena);
  backends.add('deploy-rs', async () => (await import('./backends/deployRs.js')).deployRs);
});
