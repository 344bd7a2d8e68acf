import type { CheckRules } from '@nixai/api';
import { hasText, is, isGiven, isNonEmptyList, isOn } from './conditions.js';
import { optionPage } from './links.js';

const caches = ['substituters', 'extra-substituters', 'trusted-substituters'].map(
  (name) => `nix.settings.${name}`,
);
const manual = 'https://nix.dev/manual/nix/latest/command-ref/conf-file';

/** Nix itself, and what nixpkgs is allowed to give. */
export const nixRules: CheckRules = [
  {
    id: 'sandbox-off',
    severity: 'warning',
    set: 'nixos',
    options: ['nix.settings.sandbox', 'nix.useSandbox'],
    applies: is(false),
    message: 'builds are not shut off from the machine',
    why: 'A build may read your files and use what happens to be installed.',
    fix: 'Leave it on; "relaxed" lets single packages out.',
    docs: `${manual}#conf-sandbox`,
    samples: {
      fires: [{ 'nix.settings.sandbox': false }],
      quiet: [{ 'nix.settings.sandbox': 'relaxed' }],
    },
  },
  {
    id: 'trusted-everyone',
    severity: 'error',
    set: 'nixos',
    options: ['nix.settings.trusted-users', 'nix.trustedUsers'],
    applies: hasText(/^\*$/),
    message: 'every user is trusted by Nix',
    why: 'A trusted user can become root.',
    fix: 'Name single users, or "@wheel".',
    docs: `${manual}#conf-trusted-users`,
    samples: {
      fires: [{ 'nix.settings.trusted-users': ['root', '*'] }],
      quiet: [{ 'nix.settings.trusted-users': ['root', '@wheel'] }],
    },
  },
  {
    id: 'unsigned-caches',
    severity: 'error',
    set: 'nixos',
    options: ['nix.settings.require-sigs', 'nix.requireSignedBinaryCaches'],
    applies: is(false),
    message: 'binary packages need no signature',
    why: 'Whoever can change the connection or the cache can run code here.',
    fix: 'Add the key of the cache to nix.settings.trusted-public-keys.',
    docs: `${manual}#conf-require-sigs`,
    samples: {
      fires: [{ 'nix.settings.require-sigs': false }],
      quiet: [{ 'nix.settings.require-sigs': true }],
    },
  },
  {
    id: 'cache-trusted-without-key',
    severity: 'error',
    set: 'nixos',
    options: caches,
    applies: hasText(/[?&]trusted=(?:1|true)\b/),
    message: 'a binary cache is trusted without a signature',
    why: 'Whoever can change the connection or the cache can run code here.',
    fix: 'Take trusted=… out, and add its key to nix.settings.trusted-public-keys.',
    docs: `${manual}#conf-trusted-public-keys`,
    samples: {
      fires: [{ 'nix.settings.substituters': ['http://cache.lan?trusted=1'] }],
      quiet: [{ 'nix.settings.substituters': ['https://cache.example.org?priority=10'] }],
    },
  },
  {
    id: 'cache-without-key',
    severity: 'warning',
    set: 'nixos',
    options: caches,
    applies: (definition, configuration) =>
      configuration.complete &&
      hasText(/^https?:\/\/(?!cache\.nixos\.org)[^?]*$/)(definition) &&
      !isGiven(
        configuration,
        'nix.settings.trusted-public-keys',
        'nix.settings.extra-trusted-public-keys',
        'nix.settings.require-sigs',
        'nix.extraOptions',
      ),
    message: 'a binary cache is listed, and no key for it',
    why: 'Nix drops each package of it, since no trusted key has signed it.',
    fix: 'Add the key of the cache to nix.settings.trusted-public-keys.',
    docs: `${manual}#conf-trusted-public-keys`,
    samples: {
      fires: [{ 'nix.settings.substituters': ['https://cache.example.org'] }],
      quiet: [
        {
          'nix.settings.substituters': ['https://cache.example.org'],
          'nix.settings.trusted-public-keys': ['cache.example.org-1:abc='],
        },
        { 'nix.settings.substituters': ['https://cache.nixos.org'] },
      ],
    },
  },
  {
    id: 'cache-without-tls',
    severity: 'note',
    set: 'nixos',
    options: caches,
    applies: hasText(
      /^http:\/\/(?!localhost|127\.|10\.|192\.168\.|[^/]*\.(?:lan|local|home\.arpa)\b)[^/]*\./,
    ),
    message: 'a binary cache is asked without encryption',
    why: 'Signatures guard the packages, but everybody on the way sees what is installed.',
    fix: 'Write https://.',
    docs: `${manual}#conf-substituters`,
    samples: {
      fires: [{ 'nix.settings.substituters': ['http://cache.example.org'] }],
      quiet: [
        { 'nix.settings.substituters': ['https://cache.example.org'] },
        { 'nix.settings.substituters': ['http://192.168.1.2:5000', 'http://nas.lan'] },
      ],
    },
  },
  {
    id: 'flakes-configure-nix',
    severity: 'warning',
    set: 'nixos',
    options: ['nix.settings.accept-flake-config'],
    applies: is(true),
    message: 'any flake may change the settings of Nix',
    why: 'nixConfig of a flake can add binary caches and keys, without a question.',
    fix: 'Delete the line; --accept-flake-config allows it for one command.',
    docs: `${manual}#conf-accept-flake-config`,
    samples: {
      fires: [{ 'nix.settings.accept-flake-config': true }],
      quiet: [{ 'nix.settings.accept-flake-config': false }],
    },
  },
  {
    id: 'native-code-in-evaluation',
    severity: 'error',
    set: 'nixos',
    options: ['nix.settings.allow-unsafe-native-code-during-evaluation'],
    applies: is(true),
    message: 'an evaluation may run any program',
    why: 'Looking at a flake of somebody else is then enough to run code of theirs.',
    fix: 'Delete the line.',
    docs: `${manual}#conf-allow-unsafe-native-code-during-evaluation`,
    samples: {
      fires: [{ 'nix.settings.allow-unsafe-native-code-during-evaluation': true }],
      quiet: [{ 'nix.settings.allow-unsafe-native-code-during-evaluation': false }],
    },
  },
  {
    id: 'two-garbage-collectors',
    severity: 'warning',
    set: 'nixos',
    options: ['programs.nh.clean.enable'],
    applies: (definition, configuration) =>
      is(true)(definition) && !definition.conditional && isOn(configuration, 'nix.gc.automatic'),
    message: 'nh and nix.gc both collect garbage',
    why: 'The stricter of the two wins: generations are gone that the other one would keep.',
    fix: 'Turn one of them off.',
    docs: optionPage('programs.nh.clean.enable'),
    samples: {
      fires: [{ 'programs.nh.clean.enable': true, 'nix.gc.automatic': true }],
      quiet: [{ 'programs.nh.clean.enable': true }],
    },
  },
  {
    id: 'garbage-is-kept',
    severity: 'note',
    set: 'nixos',
    options: ['nix.gc.options', 'nix.gc.dates'],
    applies: (_, configuration) =>
      configuration.complete && !isGiven(configuration, 'nix.gc.automatic'),
    message: 'garbage collection is described, and never runs',
    why: 'nix.gc.automatic is off unless it is turned on: the disk fills up.',
    fix: 'Set nix.gc.automatic = true;',
    docs: optionPage('nix.gc.automatic'),
    samples: {
      fires: [{ 'nix.gc.options': '--delete-older-than 14d' }],
      quiet: [{ 'nix.gc.options': '--delete-older-than 14d', 'nix.gc.automatic': true }],
    },
  },
  {
    id: 'allow-broken',
    severity: 'warning',
    set: 'nixos',
    options: ['nixpkgs.config.allowBroken'],
    applies: is(true),
    message: 'broken packages are allowed everywhere',
    why: 'Packages are marked broken because they do not build or do not work.',
    fix: 'Override the one package that you need.',
    docs: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-broken',
    samples: {
      fires: [{ 'nixpkgs.config.allowBroken': true }],
      quiet: [{ 'nixpkgs.config.allowUnfree': true }],
    },
  },
  {
    id: 'allow-unsupported-system',
    severity: 'note',
    set: 'nixos',
    options: ['nixpkgs.config.allowUnsupportedSystem'],
    applies: is(true),
    message: 'packages that are not made for this kind of machine are allowed everywhere',
    why: 'They fail late, in a long build, where they would be refused at once.',
    fix: 'Override meta.platforms of the one package that you need.',
    docs: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-unsupported-system',
    samples: {
      fires: [{ 'nixpkgs.config.allowUnsupportedSystem': true }],
      quiet: [{ 'nixpkgs.config.allowUnsupportedSystem': false }],
    },
  },
  {
    id: 'allow-insecure',
    severity: 'warning',
    set: 'nixos',
    options: ['nixpkgs.config.permittedInsecurePackages'],
    applies: isNonEmptyList,
    message: 'packages with known holes are allowed',
    why: 'They are marked insecure for a reason that nobody will mend.',
    fix: 'Look for a successor, and take the name out as soon as nothing needs it.',
    docs: 'https://nixos.org/manual/nixpkgs/stable/#sec-allow-insecure',
    samples: {
      fires: [{ 'nixpkgs.config.permittedInsecurePackages': ['a-1'] }],
      quiet: [{ 'nixpkgs.config.permittedInsecurePackages': [] }],
    },
  },
];
