import type { CheckRule } from '@nixai/api';
import { isSecret } from '../conditions.js';
import { inStore, optionPage } from '../links.js';

export const webPasswordInStore: CheckRule = {
  id: 'web-password-in-store',
  severity: 'warning',
  set: 'nixos',
  options: ['services.nginx.virtualHosts.*.basicAuth.*'],
  applies: isSecret,
  message: 'the password of a web page stands in the configuration',
  why: inStore,
  fix: 'Use basicAuthFile, made with htpasswd.',
  docs: optionPage('services.nginx.virtualHosts.<name>.basicAuthFile'),
  samples: {
    fires: [{ 'services.nginx.virtualHosts.web.basicAuth.ada': 'hunter2' }],
    quiet: [{ 'services.nginx.virtualHosts.web.basicAuthFile': '/run/secrets/web' }],
  },
};
