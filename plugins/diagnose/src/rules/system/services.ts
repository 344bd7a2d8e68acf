import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';

export const postgresData: DiagnosisRule = {
  id: 'runtime/postgresql-data',
  class: 'postgresql-data-directory',
  phase: 'runtime',
  title: 'PostgreSQL cannot use its data directory',
  components: ['services', 'systemd', 'databases'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['data directory was initialized by PostgreSQL'],
      line: /data directory was initialized by PostgreSQL version (?<old>\d{1,2}(?:\.\d{1,2})?), which is not compatible with this version (?<new>\d{1,2})/,
    },
    {
      anchors: [
        'has wrong ownership',
        'has group or world access',
        'has invalid permissions',
        'is not a database cluster directory',
      ],
      line: /FATAL: {1,2}(?:data directory )?"(?<folder>\/[^"]{1,200})" (?<why>has (?:wrong ownership|group or world access|invalid permissions)|is not a database cluster directory)/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: upgrading PostgreSQL',
      url: 'https://nixos.org/manual/nixos/stable/#module-services-postgres-upgrading',
    },
  ],
  explain(evidence) {
    const old = evidence.get('old');
    const folder = evidence.get('folder') || (old === '' ? '' : `/var/lib/postgresql/${old}`);
    const next = evidence.get('new');
    if (old === '')
      return {
        culprit: `${folder} ${evidence.get('why')}`,
        facts: { folder, reason: evidence.get('why') },
        message: `PostgreSQL refuses ${folder}: it ${evidence.get('why')}. The folder has to belong to postgres, with mode 0700, and to hold a cluster.`,
        fixes: [
          shellFix(
            'Give it to postgres again.',
            `sudo chown -R postgres:postgres ${folder} && sudo chmod 700 ${folder}`,
            'data',
          ),
          nixFix('Or say where the data really is.', 'services.postgresql.dataDir = "/path";'),
        ],
        verify: ['systemctl restart postgresql && systemctl status postgresql'],
      };
    return {
      culprit: `PostgreSQL ${next} on data of version ${old}`,
      facts: { data: old, server: next, folder },
      message: `The data directory was made by PostgreSQL ${old}, and version ${next} is started: the package changed (system.stateVersion, or services.postgresql.package), and the data has to be migrated first.`,
      fixes: [
        nixFix(
          'Keep the old version, so that the service runs again.',
          `services.postgresql.package = pkgs.postgresql_${old.split('.')[0] ?? old};`,
          'restart',
        ),
        shellFix(
          'Then migrate: back up, install the new version beside it, and run pg_upgrade (the manual has the script).',
          'sudo -u postgres pg_dumpall > /var/backup/postgresql.sql',
          'data',
        ),
      ],
      options: ['services.postgresql.package'],
      verify: ['systemctl status postgresql', 'sudo -u postgres psql -c "select version()"'],
    };
  },
};

export const portInUse: DiagnosisRule = {
  id: 'runtime/port-in-use',
  class: 'port-in-use',
  phase: 'runtime',
  title: 'Port is taken',
  components: ['services', 'systemd', 'networking'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['ddress already in use', 'EADDRINUSE', 'port is already allocated'],
      line: /[Aa]ddress already in use|EADDRINUSE|port is already allocated/,
    },
  ],
  docs: [{ title: 'ss(8)', url: 'https://man7.org/linux/man-pages/man8/ss.8.html' }],
  explain(evidence) {
    const address =
      /(?<host>\[[\da-f:]{2,40}\]|\*|[\w.-]{1,80}|:{2,3})?:(?<port>\d{2,5})\b(?!:\d\d)|port (?<named>\d{2,5})\b|(?<plain>\d{1,3}(?:\.\d{1,3}){3})[#: ]{1,2}(?<number>\d{2,5})\b/;
    const found = (
      address.exec(evidence.line.text) ??
      evidence.before(address, 4) ??
      evidence.after(address, 2)
    )?.groups;
    const port = found?.['port'] ?? found?.['named'] ?? found?.['number'];
    // Tests listen on the same port twice on purpose.
    if (evidence.block.derivation !== undefined || port === undefined) return undefined;
    const program = evidence.line.source?.replace(/\.service$/, '');
    return {
      culprit: `port ${port}${program === undefined ? '' : ` (${program})`}`,
      facts: { port, program },
      message: `${program ?? 'The program'} cannot listen on port ${port}: another process has it already.`,
      fixes: [
        shellFix('See who has it.', `sudo ss -ltnup 'sport = :${port}'`),
        advice(
          `Stop the other service, or give one of the two another port (mostly services.<name>.port or .settings). Two web servers (nginx, caddy, apache) cannot both have 80 and 443.`,
        ),
      ],
      verify: [`sudo ss -ltnup 'sport = :${port}'`],
    };
  },
};

export const permissionDenied: DiagnosisRule = {
  id: 'runtime/permission-denied',
  class: 'permission-denied',
  phase: 'runtime',
  title: 'Service may not use a path',
  components: ['services', 'systemd', 'security'],
  confidence: 0.78,
  patterns: [
    {
      anchors: ['ermission denied', 'EACCES'],
      line: /(?<path>\/(?:var|srv|home|etc|run|mnt|data|root|opt)\/[^\s'"`:,()]{1,240})['"`]?[:,)]? {0,3}.{0,80}(?:[Pp]ermission denied|EACCES)|EACCES: permission denied, \w{2,12} ['"](?<node>\/[^'"]{1,240})/,
    },
    {
      anchors: ['ermission denied'],
      line: /[Pp]ermission denied:? ['"](?<path>\/(?:var|srv|home|etc|run|mnt|data|root|opt)\/[^'"]{1,240})/,
    },
  ],
  docs: [
    {
      title: 'systemd.exec: StateDirectory',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#RuntimeDirectory=',
    },
  ],
  explain(evidence) {
    const path = evidence.get('path') || evidence.get('node');
    const program = evidence.line.source;
    // Only a service of the journal: in a build or a shell it is something else.
    if (
      program === undefined ||
      evidence.block.derivation !== undefined ||
      /daemon-socket/.test(path)
    )
      return undefined;
    const name = program.replace(/\.service$/, '');
    const state = /^\/var\/lib\/(?<is>[\w.-]{1,80})/.exec(path)?.groups?.['is'];
    return {
      culprit: `${path} (${name})`,
      facts: { path, program },
      message: `${name} may not use ${path}: the file belongs to another user (often after the user or its id changed), or the unit's sandbox (ProtectSystem, ProtectHome, DynamicUser) closes it.`,
      fixes: [
        shellFix(
          'See whose it is, and who the service runs as.',
          `ls -ld ${path}; systemctl show -p User,Group,ProtectHome,ReadWritePaths ${name}.service`,
        ),
        ...(state === undefined
          ? []
          : [
              nixFix(
                'Let systemd make and own the folder.',
                `systemd.services.${name}.serviceConfig.StateDirectory = "${state}";`,
                'restart',
              ),
            ]),
        nixFix(
          'Or give it to the user of the service.',
          `systemd.tmpfiles.rules = [ "Z ${path} - USER GROUP -" ];`,
          'security',
        ),
      ],
      verify: [`systemctl restart ${name} && systemctl status ${name}`],
    };
  },
};

export const dockerUnreachable: DiagnosisRule = {
  id: 'runtime/docker',
  class: 'docker-unreachable',
  phase: 'runtime',
  title: 'Docker daemon cannot be reached',
  components: ['services', 'containers'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['connect to the Docker daemon', 'connect to the docker API', 'docker.sock'],
      line: /Cannot connect to the Docker daemon at (?<socket>[^\s.]{1,80}(?:\.sock)?)|(?<denied>permission denied) while trying to connect to the [Dd]ocker (?:daemon socket|API)(?: at (?<at>\S{1,80}))?|dial unix (?<dial>\S{1,80}docker\.sock): connect: (?<why>permission denied|no such file or directory|connection refused)/,
    },
  ],
  docs: [{ title: 'NixOS wiki: Docker', url: 'https://wiki.nixos.org/wiki/Docker' }],
  explain(evidence) {
    const denied = evidence.get('denied') !== '' || evidence.get('why') === 'permission denied';
    const socket = (
      evidence.get('socket') ||
      evidence.get('at') ||
      evidence.get('dial') ||
      '/var/run/docker.sock'
    ).replace(/^unix:\/\/|[:,]+$/g, '');
    return {
      culprit: `${socket} (docker${denied ? ' group' : ' daemon'})`,
      facts: { socket },
      message: denied
        ? `Your user may not open ${socket}: it is not in the group docker, or has not logged in again since.`
        : `Nothing answers at ${socket}: the Docker daemon is not enabled, or does not run.`,
      fixes: denied
        ? [
            nixFix(
              'Join the group (it is as much as root), and log in again.',
              'users.users.NAME.extraGroups = [ "docker" ];',
              'security',
            ),
          ]
        : [
            nixFix('Switch it on.', 'virtualisation.docker.enable = true;', 'restart'),
            shellFix(
              'Or see why it does not run.',
              'systemctl status docker.service docker.socket; journalctl -b -u docker | tail -50 | nixai diagnose',
            ),
          ],
      options: denied ? undefined : ['virtualisation.docker.enable'],
      verify: ['docker info'],
    };
  },
};
