import type { NixTemplate } from '@nixai/api';
import { domain, folder, networkInterface, secretFile, text, whether } from './variables.js';

/** Where files lie, and their copies. */
export const storage: readonly NixTemplate[] = [
  {
    id: 'nas-samba',
    title: 'A share for Windows, macOS and Linux',
    description:
      'Samba with one folder for people who have a password, found by the network’s neighbours.',
    kind: 'nixos',
    category: 'storage',
    tags: ['samba', 'smb', 'nas', 'share'],
    features: ['one share', 'no guests', 'found in file managers'],
    next: ['sudo nixos-rebuild switch', 'sudo smbpasswd -a NAME'],
    variables: [
      text('share', 'What the share is called', {
        default: 'files',
        pattern: /[A-Za-z][\w-]{0,30}/,
      }),
      folder('path', 'The folder that is shared', '/srv/files'),
      whether('openFirewall', 'Open Samba’s ports to the network', true),
    ],
    source: `{ ... }:
{
  services.samba = {
    enable = true;
    openFirewall = @openFirewall@;
    settings.@share@ = {
      path = @path@;
      browseable = "yes";
      "read only" = "no";
      "guest ok" = "no";
    };
  };
  services.samba-wsdd = {
    enable = true;
    openFirewall = @openFirewall@;
  };
}
`,
  },
  {
    id: 'nas-nfs',
    title: 'A share for Linux machines',
    description: 'NFS 4 with one folder for the machines of one network.',
    kind: 'nixos',
    category: 'storage',
    tags: ['nfs', 'nas', 'share'],
    features: ['NFS 4', 'one network that may mount it'],
    notes: [
      'NFS trusts the machines of that network: whoever is root there reads what root may read here.',
    ],
    next: ['sudo nixos-rebuild switch', 'sudo exportfs -v'],
    variables: [
      text('exports', 'The folder and who may mount it, as exports(5) writes it', {
        example: '/srv/files 192.168.1.0/24(rw,no_subtree_check)',
        pattern: /\/[\w./-]+ [\d.:a-f]+\/\d{1,3}\([\w,=]+\)/,
      }),
      networkInterface(
        'interface',
        'The interface of that network, where port 2049 is opened',
        'enp3s0',
      ),
    ],
    source: `{ ... }:
{
  services.nfs.server = {
    enable = true;
    exports = @exports@;
  };
  networking.firewall.interfaces.@interface@.allowedTCPPorts = [ 2049 ];
}
`,
  },
  {
    id: 'zfs',
    title: 'ZFS pools that look after themselves',
    description: 'ZFS with scrubs, trims and snapshots on a schedule; pools are yours to make.',
    kind: 'nixos',
    category: 'storage',
    tags: ['zfs', 'pool', 'snapshots'],
    features: ['a scrub each month', 'snapshots of data sets that ask for them'],
    requires: ['a host id of its own: head -c4 /dev/urandom | od -A none -t x4'],
    notes: [
      'A kernel that is newer than ZFS knows does not build: leave boot.kernelPackages alone.',
    ],
    next: ['sudo nixos-rebuild boot, then reboot', 'zfs set com.sun:auto-snapshot=true POOL/SET'],
    variables: [
      text('hostId', 'Eight hexadecimal digits, different on each machine', {
        example: '8425e349',
        pattern: /[0-9a-f]{8}/,
      }),
    ],
    source: `{ ... }:
{
  boot.supportedFilesystems = [ "zfs" ];
  networking.hostId = @hostId@;
  services.zfs = {
    autoScrub.enable = true;
    autoSnapshot.enable = true;
    trim.enable = true;
  };
}
`,
  },
  {
    id: 'backup-restic',
    title: 'Nightly backups with restic',
    description:
      'Folders to a repository, encrypted, each night; old copies are taken away by a rule.',
    kind: 'nixos',
    category: 'storage',
    tags: ['restic', 'backup'],
    features: ['encrypted copies', 'daily, weekly and monthly ones kept'],
    notes: ['Without the password nobody reads the copies, nor do you: keep it elsewhere as well.'],
    next: [
      'Write a password into the file, mode 0600.',
      'sudo nixos-rebuild switch',
      'Try it: sudo restic-main restore latest --target /tmp/trial',
    ],
    variables: [
      {
        name: 'paths',
        description: 'What is copied',
        type: 'strings',
        default: ['/home', '/etc/nixos', '/var/lib'],
        pattern: /\/[\w./@+-]+/,
      },
      text('repository', 'Where the copies go', {
        example: 'sftp:backup@host.example.org:/srv/restic',
        pattern: /[\w:/.@+-]+/,
      }),
      secretFile('passwordFile', 'The password of the repository', '/var/lib/secrets/restic'),
    ],
    source: `{ ... }:
{
  services.restic.backups.main = {
    initialize = true;
    repository = @repository@;
    paths = @paths@;
    passwordFile = @passwordFile@;
    timerConfig = {
      OnCalendar = "03:30";
      Persistent = true;
      RandomizedDelaySec = "30m";
    };
    pruneOpts = [ "--keep-daily 7" "--keep-weekly 5" "--keep-monthly 12" ];
  };
}
`,
  },
  {
    id: 'sync-folders',
    title: 'Folders that are the same on several machines',
    description: 'Syncthing for one person; its page is on loopback.',
    kind: 'nixos',
    category: 'storage',
    tags: ['syncthing', 'sync', 'share'],
    features: ['Syncthing as that person'],
    notes: ['It is no backup: what is deleted on one machine is deleted on all.'],
    next: ['sudo nixos-rebuild switch', 'Open http://localhost:8384.'],
    variables: [
      text('userName', 'Whose files they are', {
        example: 'ada',
        pattern: /[a-z_][a-z0-9_-]{0,30}/,
      }),
      folder('home', 'The home folder of that person', '/home/ada'),
      whether('openFirewall', 'Open its ports, so that others find this machine directly'),
    ],
    source: `{ ... }:
{
  services.syncthing = {
    enable = true;
    user = @userName@;
    dataDir = @home@;
    openDefaultPorts = @openFirewall@;
  };
}
`,
  },
  {
    id: 'cloud-nextcloud',
    title: 'Nextcloud',
    description: 'Files, calendars and contacts with PostgreSQL and Redis, behind nginx.',
    kind: 'nixos',
    category: 'storage',
    tags: ['nextcloud', 'files', 'calendar', 'contacts'],
    features: ['Nextcloud with PostgreSQL', 'Redis for locks', 'nginx'],
    notes: [
      'Majors are never skipped: set services.nextcloud.package, and raise it by one at a time.',
    ],
    next: [
      'Write the first password into the file, readable by nextcloud.',
      'sudo nixos-rebuild switch',
    ],
    variables: [
      domain,
      secretFile('passwordFile', 'The password of the first user', '/var/lib/secrets/nextcloud'),
    ],
    source: `{ ... }:
{
  services.nextcloud = {
    enable = true;
    hostName = @domain@;
    https = true;
    configureRedis = true;
    database.createLocally = true;
    config = {
      dbtype = "pgsql";
      adminpassFile = @passwordFile@;
    };
  };
}
`,
  },
];
