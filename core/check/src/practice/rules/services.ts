import type { CheckDefinition, CheckRules, OptionPath } from '@nixai/api';
import { beside, hasText, is, isGiven, isNull, isOn } from './conditions.js';
import { optionPage } from './links.js';

/** The option of the virtual host that a definition is of. */
const ofHost = ({ path }: CheckDefinition, name: string): OptionPath => [...path.slice(0, 4), name];

/** Servers. */
export const serviceRules: CheckRules = [
  {
    id: 'postgres-trust',
    severity: 'warning',
    set: 'nixos',
    options: ['services.postgresql.authentication'],
    applies: hasText(
      /^[ \t]*host(?:ssl|nossl)?\s+\S+\s+\S+\s+(?!127\.|::1|localhost)\S+\s+trust\s*$/m,
    ),
    message: 'PostgreSQL lets connections from the network in without a password',
    why: 'Whoever reaches the port owns the data.',
    fix: 'Use scram-sha-256 in the place of trust.',
    docs: 'https://www.postgresql.org/docs/current/auth-trust.html',
    samples: {
      fires: [{ 'services.postgresql.authentication': 'host all all 0.0.0.0/0 trust\n' }],
      quiet: [
        { 'services.postgresql.authentication': 'local all all trust\n' },
        { 'services.postgresql.authentication': 'host all all 127.0.0.1/32 trust\n' },
      ],
    },
  },
  {
    id: 'redis-open',
    severity: 'warning',
    set: 'nixos',
    options: ['services.redis.servers.*.bind'],
    applies: (definition, configuration) =>
      (isNull(definition) || is('0.0.0.0', '::', '*')(definition)) &&
      !isGiven(
        configuration,
        beside(definition, 'requirePassFile'),
        beside(definition, 'requirePass'),
      ),
    message: 'Redis listens on every network without a password',
    why: 'Whoever reaches it reads and writes everything, and often gets a shell.',
    fix: 'Delete the line, so that it listens on this machine only, or set requirePassFile.',
    docs: optionPage('services.redis.servers.<name>.requirePassFile'),
    samples: {
      fires: [
        { 'services.redis.servers.web.bind': null },
        { 'services.redis.servers.web.bind': '0.0.0.0' },
      ],
      quiet: [
        { 'services.redis.servers.web.bind': '127.0.0.1' },
        {
          'services.redis.servers.web.bind': null,
          'services.redis.servers.web.requirePassFile': '/run/redis',
        },
      ],
    },
  },
  {
    id: 'mongodb-open',
    severity: 'error',
    set: 'nixos',
    options: ['services.mongodb.bind_ip'],
    applies: (definition, configuration) =>
      is('0.0.0.0')(definition) && !isGiven(configuration, 'services.mongodb.enableAuth'),
    message: 'MongoDB listens on every network without a login',
    why: 'Open databases are found within hours, emptied, and held for ransom.',
    fix: 'Delete the line, or set services.mongodb.enableAuth = true;',
    docs: optionPage('services.mongodb.enableAuth'),
    samples: {
      fires: [{ 'services.mongodb.bind_ip': '0.0.0.0' }],
      quiet: [
        { 'services.mongodb.bind_ip': '127.0.0.1' },
        { 'services.mongodb.bind_ip': '0.0.0.0', 'services.mongodb.enableAuth': true },
      ],
    },
  },
  {
    id: 'docker-open-socket',
    severity: 'error',
    set: 'nixos',
    options: ['virtualisation.docker.listenOptions'],
    applies: hasText(/^0\.0\.0\.0:|^\[::\]:|^\d+$/),
    message: 'Docker listens on the network',
    why: 'Whoever reaches it is root here.',
    fix: 'Use the socket, over SSH where it has to be remote.',
    docs: 'https://docs.docker.com/engine/security/protect-access/',
    samples: {
      fires: [{ 'virtualisation.docker.listenOptions': ['0.0.0.0:2375'] }],
      quiet: [{ 'virtualisation.docker.listenOptions': ['/run/docker.sock'] }],
    },
  },
  {
    id: 'docker-and-podman',
    severity: 'error',
    set: 'nixos',
    options: ['virtualisation.podman.dockerCompat'],
    applies: (definition, configuration) =>
      is(true)(definition) &&
      !definition.conditional &&
      isOn(configuration, 'virtualisation.docker.enable'),
    message: 'Podman is to answer to "docker", and Docker is on as well',
    why: 'NixOS refuses to build: both want the name.',
    fix: 'Delete dockerCompat, or turn Docker off.',
    docs: optionPage('virtualisation.podman.dockerCompat'),
    samples: {
      fires: [{ 'virtualisation.podman.dockerCompat': true, 'virtualisation.docker.enable': true }],
      quiet: [{ 'virtualisation.podman.dockerCompat': true }],
    },
  },
  {
    id: 'container-privileged',
    severity: 'warning',
    set: 'nixos',
    options: ['virtualisation.oci-containers.containers.*.extraOptions'],
    applies: hasText(/^--privileged(?:=true)?$/),
    message: 'a container may do all that root may',
    why: 'What breaks out of its program has the machine.',
    fix: 'Give it the one capability or device that it needs: --cap-add, --device.',
    docs: 'https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities',
    samples: {
      fires: [{ 'virtualisation.oci-containers.containers.x.extraOptions': ['--privileged'] }],
      quiet: [
        { 'virtualisation.oci-containers.containers.x.extraOptions': ['--cap-add=NET_ADMIN'] },
      ],
    },
  },
  {
    id: 'acme-staging',
    severity: 'note',
    set: 'nixos',
    options: [
      'security.acme.defaults.server',
      'security.acme.certs.*.server',
      'security.acme.server',
    ],
    applies: hasText(/acme-staging/),
    message: "certificates come from Let's Encrypt's test server",
    why: 'No browser accepts them.',
    fix: 'Delete the line once everything works.',
    docs: 'https://letsencrypt.org/docs/staging-environment/',
    samples: {
      fires: [
        {
          'security.acme.defaults.server': 'https://acme-staging-v02.api.letsencrypt.org/directory',
        },
      ],
      quiet: [{ 'security.acme.defaults.email': 'a@example.org' }],
    },
  },
  {
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
  },
  {
    id: 'nginx-tls-without-certificate',
    severity: 'error',
    set: 'nixos',
    options: ['forceSSL', 'onlySSL', 'addSSL'].map(
      (name) => `services.nginx.virtualHosts.*.${name}`,
    ),
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
  },
  {
    id: 'samba-guests-write',
    severity: 'warning',
    set: 'nixos',
    options: ['services.samba.settings.*.guest ok'],
    applies: (definition, configuration) =>
      is('yes', true)(definition) &&
      ['no', false].some((value) =>
        configuration.definitions(beside(definition, 'read only')).some(is(value)),
      ),
    message: 'anybody in the network may write to a Samba share',
    why: 'A guest needs no password: files can be planted, changed and deleted.',
    fix: 'Set "guest ok" = "no"; or "read only" = "yes";',
    docs: 'https://www.samba.org/samba/docs/current/man-html/smb.conf.5.html',
    samples: {
      fires: [
        {
          'services.samba.settings.share.guest ok': 'yes',
          'services.samba.settings.share.read only': 'no',
        },
      ],
      quiet: [
        {
          'services.samba.settings.share.guest ok': 'yes',
          'services.samba.settings.share.read only': 'yes',
        },
      ],
    },
  },
  {
    id: 'journal-volatile',
    severity: 'note',
    set: 'nixos',
    options: ['services.journald.storage'],
    applies: is('volatile', 'none'),
    message: 'logs are gone after a reboot',
    why: 'What led to a crash cannot be read any more.',
    fix: 'Use "persistent", with a limit on its size.',
    docs: optionPage('services.journald.storage'),
    samples: {
      fires: [{ 'services.journald.storage': 'volatile' }],
      quiet: [{ 'services.journald.storage': 'persistent' }],
    },
  },
  {
    id: 'upgrade-reboots-at-any-time',
    severity: 'note',
    set: 'nixos',
    options: ['system.autoUpgrade.allowReboot'],
    applies: (definition, configuration) =>
      is(true)(definition) &&
      configuration.complete &&
      isOn(configuration, 'system.autoUpgrade.enable') &&
      !isGiven(
        configuration,
        'system.autoUpgrade.rebootWindow',
        'system.autoUpgrade.rebootWindow.lower',
        'system.autoUpgrade.dates',
      ),
    message: 'the machine reboots by itself, whenever an upgrade brings a new kernel',
    why: 'An upgrade that was missed runs as soon as the machine is on.',
    fix: 'Set system.autoUpgrade.rebootWindow.',
    docs: optionPage('system.autoUpgrade.rebootWindow'),
    samples: {
      fires: [{ 'system.autoUpgrade.enable': true, 'system.autoUpgrade.allowReboot': true }],
      quiet: [{ 'system.autoUpgrade.enable': true }],
    },
  },
];
