import type { NixTemplate } from '@nixai/api';
import { port, secretFile, text } from './variables.js';

const database = text('database', 'The database, and the system user that owns it', {
  example: 'app',
  pattern: /[a-z_][a-z0-9_]{0,62}/,
});

/** Where data is kept; each is reached from this machine alone. */
export const databases: readonly NixTemplate[] = [
  {
    id: 'postgresql',
    title: 'PostgreSQL with a database and a nightly dump',
    description:
      'A database and the user that owns it, reached over the local socket only, and a dump of it each night.',
    kind: 'nixos',
    category: 'database',
    tags: ['postgresql', 'sql', 'backup'],
    features: ['a database with its owner', 'no password and no port', 'a dump each night'],
    notes: ['Its major version follows system.stateVersion; a new one needs the data moved.'],
    next: ['sudo nixos-rebuild switch', 'Keep /var/backup/postgresql on another machine as well.'],
    variables: [database],
    source: `{ ... }:
{
  services.postgresql = {
    enable = true;
    enableTCPIP = false;
    ensureDatabases = [ @database@ ];
    ensureUsers = [
      {
        name = @database@;
        ensureDBOwnership = true;
      }
    ];
  };

  services.postgresqlBackup = {
    enable = true;
    databases = [ @database@ ];
    startAt = "*-*-* 03:15:00";
  };
}
`,
  },
  {
    id: 'mariadb',
    title: 'MariaDB with a database and a nightly dump',
    description:
      'A database and the user that may do all in it, reached over the local socket only.',
    kind: 'nixos',
    category: 'database',
    tags: ['mariadb', 'mysql', 'sql', 'backup'],
    features: ['a database with its user', 'no password and no port', 'a dump each night'],
    next: ['sudo nixos-rebuild switch', 'Keep /var/backup/mysql on another machine as well.'],
    variables: [
      database,
      text('grant', 'What the user may do, as MariaDB writes it', {
        example: 'app.*',
        pattern: /[a-z_][a-z0-9_]{0,62}\.\*/,
      }),
    ],
    source: `{ pkgs, ... }:
{
  services.mysql = {
    enable = true;
    package = pkgs.mariadb;
    settings.mysqld.bind-address = "127.0.0.1";
    ensureDatabases = [ @database@ ];
    ensureUsers = [
      {
        name = @database@;
        ensurePermissions.@grant@ = "ALL PRIVILEGES";
      }
    ];
  };

  services.mysqlBackup = {
    enable = true;
    databases = [ @database@ ];
  };
}
`,
  },
  {
    id: 'redis',
    title: 'Redis on loopback',
    description: 'One Redis server with a password in a file, for programs of this machine.',
    kind: 'nixos',
    category: 'database',
    tags: ['redis', 'cache', 'queue'],
    features: ['loopback only', 'a password from a file'],
    next: ['Write a password into the file, mode 0600.', 'sudo nixos-rebuild switch'],
    variables: [
      text('name', 'The name of the server: its unit is redis-NAME', {
        default: 'main',
        pattern: /[a-z][a-z0-9-]{0,30}/,
      }),
      port('Where it listens', 6379),
      secretFile('passwordFile', 'The password', '/var/lib/secrets/redis-password'),
    ],
    source: `{ ... }:
{
  services.redis.servers.@name@ = {
    enable = true;
    bind = "127.0.0.1";
    port = @port@;
    requirePassFile = @passwordFile@;
  };
}
`,
  },
];
