import type { CheckRule } from '@nixai/api';
import { is, isGiven } from '../conditions.js';
import { optionPage } from '../links.js';

export const acmeTermsNotAccepted: CheckRule = {
  id: 'acme-terms-not-accepted',
  severity: 'error',
  set: 'nixos',
  options: ['services.nginx.virtualHosts.*.enableACME'],
  applies: (definition, configuration) =>
    is(true)(definition) &&
    !definition.conditional &&
    configuration.complete &&
    !isGiven(configuration, 'security.acme.acceptTerms'),
  message: "a certificate is asked for, and the authority's terms are not accepted",
  why: 'NixOS refuses to build.',
  fix: 'Set security.acme.acceptTerms = true; and security.acme.defaults.email.',
  docs: optionPage('security.acme.acceptTerms'),
  samples: {
    fires: [{ 'services.nginx.virtualHosts.web.enableACME': true }],
    quiet: [
      { 'services.nginx.virtualHosts.web.enableACME': true, 'security.acme.acceptTerms': true },
    ],
  },
};
