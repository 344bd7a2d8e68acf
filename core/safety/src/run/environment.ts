import { basename, delimiter, isAbsolute } from 'node:path';
import { carefulEnvironment } from './careful.js';

/** What any program may need to know of this machine and user. None of it is a secret. */
const passedOn = [
  ...[
    'PATH',
    'HOME',
    'USER',
    'LOGNAME',
    'SHELL',
    'TERM',
    'TMPDIR',
    'TZ',
    'TZDIR',
    'LOCALE_ARCHIVE',
  ],
  ...['XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_RUNTIME_DIR'],
  ...['DBUS_SESSION_BUS_ADDRESS', 'SSH_AUTH_SOCK', 'NIX_PATH', 'NIX_PROFILES', 'NIX_REMOTE'],
  ...[
    'NIX_SSL_CERT_FILE',
    'SSL_CERT_FILE',
    'NIX_STORE_DIR',
    'NIX_STATE_DIR',
    'NIX_CONF_DIR',
    'NIX_LOG_DIR',
  ],
  ...['NIX_USER_CONF_FILES', 'NIXPKGS_CONFIG', 'NIXPKGS_ALLOW_UNFREE', 'NIXOS_CONFIG'],
  ...['NIXPKGS_ALLOW_BROKEN', 'NIXPKGS_ALLOW_INSECURE', 'NIXPKGS_ALLOW_UNSUPPORTED_SYSTEM'],
];

/**
 * Folders that programs read their settings from, or run what lies there. A relative one means another
 * in each folder, such as a repository that a stranger has filled.
 */
const folders = /^(?:HOME|TMPDIR|TZDIR|XDG_\w+|NIX_(?:STORE|STATE|CONF|LOG)_DIR)$/;

/** May name a user and a password of a proxy, or hold `access-tokens`: only for what needs them. */
const forNix = ['NIX_CONFIG', 'http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'];
const readsNixConfig = /^(?:nix|home-manager$|colmena$|deploy$|devenv$|git$)/;

/** The environment of a child: a list of names, so that no key of a provider is ever inherited. */
export function childEnvironment(
  program: string,
  own: Readonly<Record<string, string | undefined>>,
  added: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const names = readsNixConfig.test(basename(program)) ? [...passedOn, ...forNix] : passedOn;
  // Programs are read by us more than by people: messages in English, text in UTF-8.
  const environment: Record<string, string> = { LC_ALL: 'C.UTF-8' };
  for (const name of names) {
    const value = usable(name, own[name]);
    if (value !== undefined) environment[name] = value;
  }
  return { ...environment, ...carefulEnvironment(program, added) };
}

function usable(name: string, value: string | undefined): string | undefined {
  if (value === undefined || (folders.test(name) && !isAbsolute(value))) return undefined;
  if (name !== 'PATH') return value;
  // As `which`: what lies in the current folder is not a program because of that, nor where none is left.
  return (
    value
      .split(delimiter)
      .filter((folder) => isAbsolute(folder))
      .join(delimiter) || undefined
  );
}
