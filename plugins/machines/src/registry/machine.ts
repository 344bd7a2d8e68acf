import { hostFault, jumpFault, nameFault, pathFault, portFault, userFault } from './words.js';

/** A machine as its registry has it. */
export interface Machine {
  /** What it is called here; its host name in `nixosConfigurations` unless `flake` says otherwise. */
  readonly name: string;
  /** A DNS name, an address, or an alias of `~/.ssh/config`. */
  readonly host: string;
  readonly description?: string;
  readonly sshUser?: string;
  /** The private key's file; `~` is the home folder of whoever connects. */
  readonly sshKey?: string;
  readonly sshPort?: number;
  /** Hosts to go through, as ssh's `ProxyJump` has them; a machine's name counts as that machine. */
  readonly jump?: string;
  /** Where the configuration lies on the machine itself. */
  readonly nixosPath?: string;
  /** `REF#NAME` of a flake: its configuration. */
  readonly flake?: string;
  /** A NixOS configuration's file on this side. */
  readonly config?: string;
  readonly environment?: string;
  readonly role?: string;
  readonly tags: readonly string[];
  /** `x86_64-linux` */
  readonly system?: string;
}

export interface Group {
  readonly name: string;
  /** Machines and groups, in the order of the file. */
  readonly members: readonly string[];
}

/** A field of a machine: its key in the file, which is its flag too, and what may stand there. */
export interface Field {
  readonly key: string;
  readonly property: Exclude<keyof Machine, 'name' | 'tags'>;
  readonly type: 'string' | 'integer';
  readonly about: string;
  /** Why a value cannot stand there. */
  readonly fault?: (value: string) => string | undefined;
}

/** In the order in which a new machine is written. */
export const fields: readonly Field[] = [
  {
    key: 'host',
    property: 'host',
    type: 'string',
    about: 'A DNS name, an address, or an alias of ~/.ssh/config',
    fault: hostFault,
  },
  { key: 'description', property: 'description', type: 'string', about: 'What it is, for people' },
  {
    key: 'ssh-user',
    property: 'sshUser',
    type: 'string',
    about: 'Whom to log in as',
    fault: userFault,
  },
  {
    key: 'ssh-key',
    property: 'sshKey',
    type: 'string',
    about: 'The private key to log in with',
    fault: pathFault,
  },
  {
    key: 'ssh-port',
    property: 'sshPort',
    type: 'integer',
    about: 'The port of its SSH server',
    fault: portFault,
  },
  {
    key: 'jump',
    property: 'jump',
    type: 'string',
    about: 'A machine or USER@HOST:PORT to go through; several with commas',
    fault: jumpFault,
  },
  {
    key: 'nixos-path',
    property: 'nixosPath',
    type: 'string',
    about: 'Where its configuration lies on it',
    fault: pathFault,
  },
  {
    key: 'flake',
    property: 'flake',
    type: 'string',
    about: 'The flake output that is its configuration: .#web1',
  },
  {
    key: 'config',
    property: 'config',
    type: 'string',
    about: 'The file that is its configuration',
    fault: pathFault,
  },
  {
    key: 'environment',
    property: 'environment',
    type: 'string',
    about: 'production, staging, …',
    fault: nameFault,
  },
  {
    key: 'role',
    property: 'role',
    type: 'string',
    about: 'web-server, database, …',
    fault: nameFault,
  },
  {
    key: 'system',
    property: 'system',
    type: 'string',
    about: 'Its platform, as Nix says it: x86_64-linux',
    fault: nameFault,
  },
];
