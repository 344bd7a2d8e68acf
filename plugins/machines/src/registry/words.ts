import { isIP } from 'node:net';

/** What is wrong with a word, as the end of a sentence; undefined if nothing is. */
export type Fault = string | undefined;

/** The name of a machine, a group, a tag, a role: a word that no program takes for an option. */
export function nameFault(name: string): Fault {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name)) return undefined;
  return 'is no name: letters, digits, dots, _ and -, beginning with a letter or a digit, 63 at most';
}

/** The name of a machine; one called `all` would be deployed where every machine is meant. */
export function machineNameFault(name: string): Fault {
  if (name.toLowerCase() === 'all') return 'means every machine to whoever reads it: take another';
  return nameFault(name);
}

/**
 * A host name, an address or an alias of ssh_config. Nothing that a shell or `ssh` would read as
 * anything else: ssh takes a host that begins with `-` for an option.
 */
export function hostFault(host: string): Fault {
  const address = host.replace(/^\[(.*)\]$/, '$1').replace(/%[A-Za-z0-9._-]+$/, '');
  if (isIP(address) !== 0) return undefined;
  const labels = host.replace(/\.$/, '').split('.');
  const fits = labels.every((label) =>
    /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label),
  );
  if (host.length <= 253 && fits) return undefined;
  return 'is no host name and no address';
}

/** A login name, as useradd and directories have them. */
export function userFault(user: string): Fault {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.@-]{0,62}\$?$/.test(user)) return undefined;
  return 'is no login name';
}

/** A path that no program takes for an option, and that is one line. */
export function pathFault(path: string): Fault {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (path === '' || /[\u0000-\u001f\u007f]/.test(path)) return 'is no path';
  return path.startsWith('-') ? 'begins with -: write ./ in front of it' : undefined;
}

export function portFault(port: string): Fault {
  const isPort = /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
  return isPort ? undefined : 'is no port: 1 to 65535';
}

/** One hop of a jump: `[user@]host[:port]`, an IPv6 address in brackets. */
export interface Hop {
  readonly user?: string;
  readonly host: string;
  readonly port?: number;
}

/** Reads `a,user@b:22`; undefined where a hop is none. */
export function hopsOf(jump: string): readonly Hop[] | undefined {
  const hops = jump.split(',').map(hopOf);
  return hops.every((hop) => hop !== undefined) ? hops : undefined;
}

function hopOf(text: string): Hop | undefined {
  const read = /^(?:ssh:\/\/)?(?:([^@]+)@)?(\[[^\]]+\]|[^:[\]]+)(?::(\d+))?$/.exec(text.trim());
  const [, user, host = '', port] = read ?? [];
  if (hostFault(host) !== undefined) return undefined;
  if (user !== undefined && userFault(user) !== undefined) return undefined;
  if (port !== undefined && portFault(port) !== undefined) return undefined;
  return {
    ...(user !== undefined && { user }),
    host: host.replace(/^\[(.*)\]$/, '$1'),
    ...(port !== undefined && { port: Number(port) }),
  };
}

export function jumpFault(jump: string): Fault {
  return hopsOf(jump) === undefined ? 'is no list of [USER@]HOST[:PORT]' : undefined;
}
