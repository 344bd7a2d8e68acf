import { textsOf, type CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';

export const moduleLoadedAndForbidden: CheckRule = {
  id: 'module-loaded-and-forbidden',
  severity: 'warning',
  set: 'nixos',
  options: ['boot.blacklistedKernelModules'],
  applies: ({ values }, configuration) => {
    const forbidden = new Set(values.flatMap(textsOf));
    return configuration
      .definitions('boot.kernelModules')
      .some((loaded) => loaded.values.flatMap(textsOf).some((name) => forbidden.has(name)));
  },
  message: 'a kernel module is forbidden here and loaded elsewhere',
  why: 'systemd loads no module at boot that is forbidden: boot.kernelModules has no effect for it.',
  fix: 'Take its name out of one of the two lists.',
  docs: optionPage('boot.blacklistedKernelModules'),
  samples: {
    fires: [{ 'boot.blacklistedKernelModules': ['nouveau'], 'boot.kernelModules': ['nouveau'] }],
    quiet: [{ 'boot.blacklistedKernelModules': ['nouveau'], 'boot.kernelModules': ['kvm-amd'] }],
  },
};
