import type { CheckConfiguration, CheckDefinition, CheckRule } from '@nixai/api';
import { is, isGiven } from '../conditions.js';
import { optionPage } from '../links.js';

const certificate = 'security.acme.certs.*';

/** The first definition of a certificate: what else is said of it says no more. */
function beginsCertificate(
  definition: CheckDefinition,
  { definitions }: CheckConfiguration,
): boolean {
  const path = definition.path.slice(0, 4);
  const [whole] = definitions(path);
  return (whole ?? definitions([...path, '*'])[0]) === definition;
}

export const acmeTermsNotAccepted: CheckRule = {
  id: 'acme-terms-not-accepted',
  severity: 'error',
  set: 'nixos',
  options: [
    'services.nginx.virtualHosts.*.enableACME',
    'services.httpd.virtualHosts.*.enableACME',
    certificate,
    `${certificate}.*`,
  ],
  applies: (definition, configuration) =>
    (definition.path[0] === 'services'
      ? is(true)(definition)
      : beginsCertificate(definition, configuration)) &&
    !definition.conditional &&
    configuration.complete &&
    !isGiven(configuration, 'security.acme.acceptTerms'),
  message: "a certificate is asked for, and the authority's terms are not accepted",
  why: 'NixOS refuses to build.',
  fix: 'Set security.acme.acceptTerms = true; and security.acme.defaults.email.',
  docs: optionPage('security.acme.acceptTerms'),
  samples: {
    fires: [
      { 'services.nginx.virtualHosts.web.enableACME': true },
      { 'security.acme.certs.web.email': 'ada@example.org' },
    ],
    quiet: [
      {
        'security.acme.certs.web.email': 'ada@example.org',
        'security.acme.acceptTerms': true,
      },
      { 'services.nginx.virtualHosts.web.enableACME': true, 'security.acme.acceptTerms': true },
    ],
  },
};
