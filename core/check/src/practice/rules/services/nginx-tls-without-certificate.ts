import type { CheckDefinition, OptionPath, CheckRule } from '@nixai/api';
import { is, isGiven } from '../conditions.js';
import { optionPage } from '../links.js';

/** The option of the virtual host that a definition is of. */
const ofHost = ({ path }: CheckDefinition, name: string): OptionPath => [...path.slice(0, 4), name];

export const nginxTlsWithoutCertificate: CheckRule = {
  id: 'nginx-tls-without-certificate',
  severity: 'error',
  set: 'nixos',
  options: ['forceSSL', 'onlySSL', 'addSSL'].map((name) => `services.nginx.virtualHosts.*.${name}`),
  applies: (definition, configuration) =>
    is(true)(definition) &&
    !definition.conditional &&
    configuration.complete &&
    !isGiven(
      configuration,
      ofHost(definition, 'enableACME'),
      ofHost(definition, 'useACMEHost'),
      ofHost(definition, 'sslCertificate'),
    ),
  message: 'nginx is to speak TLS, and no certificate is named',
  why: 'NixOS refuses to build, or nginx to start.',
  fix: 'Set enableACME = true; or sslCertificate and sslCertificateKey.',
  docs: optionPage('services.nginx.virtualHosts.<name>.forceSSL'),
  samples: {
    fires: [{ 'services.nginx.virtualHosts.web.forceSSL': true }],
    quiet: [
      {
        'services.nginx.virtualHosts.web.forceSSL': true,
        'services.nginx.virtualHosts.web.enableACME': true,
      },
    ],
  },
};
