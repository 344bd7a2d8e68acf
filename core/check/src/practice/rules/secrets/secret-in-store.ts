import type { CheckRule } from '@nixai/api';
import { hasText, isSecret } from '../conditions.js';
import { inStore } from '../links.js';

/** Options whose text is a secret, with what is to be used in their place. */
const secretOptions = [
  'networking.networkmanager.ensureProfiles.profiles.*.wifi-security.psk',
  'services.grafana.settings.security.admin_password',
  'services.grafana.settings.security.secret_key',
  'services.grafana.settings.smtp.password',
  'services.k3s.token',
  'services.rke2.token',
  'services.matrix-synapse.settings.registration_shared_secret',
  'services.matrix-synapse.settings.macaroon_secret_key',
  'services.openvpn.servers.*.authUserPass.password',
  'services.redis.servers.*.requirePass',
  'services.transmission.settings.rpc-password',
  'services.vaultwarden.config.ADMIN_TOKEN',
  'services.hostapd.radios.*.networks.*.authentication.wpaPassword',
];

/** What everybody had until Grafana's module asked for one: nixpkgs names it to those who keep it. */
const formerDefaultOfGrafana = /^SW2YcwTIb9zpOOhoPsMm$/;

/** What Transmission writes in the place of the password. */
const hashOfTransmission = /^\{[\da-f]{40}\S*$/;

export const secretInStore: CheckRule = {
  id: 'secret-in-store',
  severity: 'error',
  set: 'nixos',
  options: secretOptions,
  applies: (definition) =>
    isSecret(definition) &&
    ![hashOfTransmission, formerDefaultOfGrafana].some((known) => hasText(known)(definition)),
  message: 'a secret stands in the configuration',
  why: inStore,
  fix: 'Use the option beside it that takes a file, with a secret from sops-nix or agenix.',
  docs: 'https://wiki.nixos.org/wiki/Comparison_of_secret_managing_schemes',
  samples: {
    fires: [
      { 'services.k3s.token': 'abcdef' },
      { 'services.grafana.settings.security.admin_password': 'hunter2' },
    ],
    quiet: [
      {
        'services.transmission.settings.rpc-password':
          '{2cd1009e62a1466d5ad0bae354e178ebeace43dfuT0iEYsu',
      },
      { 'services.grafana.settings.security.secret_key': 'SW2YcwTIb9zpOOhoPsMm' },
      { 'services.k3s.tokenFile': '/run/secrets/k3s' },
      { 'services.grafana.settings.security.admin_password': '$__file{/run/secrets/grafana}' },
    ],
  },
};
