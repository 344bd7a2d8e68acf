import type { CheckRules } from '@nixai/api';
import { hasText, isSecret } from './conditions.js';
import { inStore, optionPage } from './links.js';

/** Names of environment variables that hold a secret. */
const secretName = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|SECRET_KEY|ACCESS_KEY)$/;

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

/** Secrets that would end in the world-readable store. */
export const secretRules: CheckRules = [
  {
    id: 'secret-in-store',
    severity: 'error',
    set: 'nixos',
    options: secretOptions,
    applies: isSecret,
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
        { 'services.k3s.tokenFile': '/run/secrets/k3s' },
        { 'services.grafana.settings.security.admin_password': '$__file{/run/secrets/grafana}' },
      ],
    },
  },
  {
    id: 'wifi-key-in-store',
    severity: 'error',
    set: 'nixos',
    options: ['networking.wireless.networks.*.psk', 'networking.wireless.networks.*.pskRaw'],
    applies: isSecret,
    message: 'a Wi-Fi key stands in the configuration',
    why: inStore,
    fix: 'Use networking.wireless.secretsFile and pskRaw = "ext:NAME";',
    docs: optionPage('networking.wireless.secretsFile'),
    samples: {
      fires: [{ 'networking.wireless.networks.home.psk': 'abcdefgh' }],
      quiet: [{ 'networking.wireless.networks.home.pskRaw': 'ext:home' }],
    },
  },
  {
    id: 'wireguard-key-in-store',
    severity: 'error',
    set: 'nixos',
    options: [
      'networking.wireguard.interfaces.*.privateKey',
      'networking.wg-quick.interfaces.*.privateKey',
    ],
    applies: isSecret,
    message: 'a WireGuard key stands in the configuration',
    why: inStore,
    fix: 'Use privateKeyFile.',
    docs: optionPage('networking.wireguard.interfaces.<name>.privateKeyFile'),
    samples: {
      fires: [{ 'networking.wireguard.interfaces.wg0.privateKey': 'yAnz5TF+lXXJte14tji3zlMNq+=' }],
      quiet: [{ 'networking.wireguard.interfaces.wg0.privateKeyFile': '/run/wg' }],
    },
  },
  {
    id: 'private-key-in-store',
    severity: 'error',
    set: 'nixos',
    options: ['environment.etc.*.text'],
    applies: hasText(/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/),
    message: 'a private key stands in the configuration',
    why: inStore,
    fix: 'Put it on the machine as a secret, with sops-nix or agenix, and make a new key.',
    docs: 'https://wiki.nixos.org/wiki/Comparison_of_secret_managing_schemes',
    samples: {
      fires: [{ 'environment.etc.key.text': '-----BEGIN OPENSSH PRIVATE KEY-----\nb3B' }],
      quiet: [{ 'environment.etc.key.text': '-----BEGIN CERTIFICATE-----\nMII' }],
    },
  },
  {
    id: 'secret-in-environment',
    severity: 'warning',
    set: 'nixos',
    options: [
      'environment.variables.*',
      'environment.sessionVariables.*',
      'systemd.services.*.environment.*',
      'virtualisation.oci-containers.containers.*.environment.*',
    ],
    applies: (definition) => secretName.test(definition.path.at(-1) ?? '') && isSecret(definition),
    message: 'an environment variable with the name of a secret is set in the configuration',
    why: inStore,
    fix: 'Use serviceConfig.EnvironmentFile, or environmentFiles of a container.',
    docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment=',
    samples: {
      fires: [{ 'systemd.services.web.environment.DB_PASSWORD': 'hunter2' }],
      quiet: [
        { 'systemd.services.web.environment.DB_PASSWORD': '/run/secrets/db' },
        { 'systemd.services.web.environment.DB_HOST': 'localhost' },
      ],
    },
  },
  {
    id: 'access-token-in-store',
    severity: 'error',
    set: 'nixos',
    options: ['nix.settings.access-tokens', 'nix.extraOptions'],
    applies: ({ path, ...definition }) =>
      path[1] === 'settings'
        ? hasText(/=\S/)({ path, ...definition })
        : hasText(/^[ \t]*(?:extra-)?access-tokens\s*=.*=\S/m)({ path, ...definition }),
    message: 'an access token stands in the configuration',
    why: `${inStore} /etc/nix/nix.conf can be read by everybody as well.`,
    fix: 'Put the line in a file of its own, and write nix.extraOptions = "!include /run/secrets/nix";',
    docs: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-access-tokens',
    samples: {
      fires: [
        { 'nix.settings.access-tokens': ['github.com=ghp_abc'] },
        { 'nix.extraOptions': 'access-tokens = github.com=ghp_abc' },
      ],
      quiet: [{ 'nix.extraOptions': '!include /run/secrets/nix' }],
    },
  },
  {
    id: 'mount-password-in-store',
    severity: 'error',
    set: 'nixos',
    options: ['fileSystems.*.options'],
    applies: hasText(/(?:^|,)pass(?:word)?=[^$,]/),
    message: 'the password of a network drive stands in the configuration',
    why: `${inStore} /etc/fstab shows it as well.`,
    fix: 'Write "credentials=/run/secrets/NAME".',
    docs: 'https://wiki.nixos.org/wiki/Samba',
    samples: {
      fires: [{ 'fileSystems.share.options': ['username=ada', 'password=hunter2'] }],
      quiet: [{ 'fileSystems.share.options': ['credentials=/run/secrets/smb'] }],
    },
  },
  {
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
  },
];
