import { shellWord, type Diagnosis, type DiagnosisRule } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { nixFix, shellFix } from '../../shared/fix.js';

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
    {
      anchors: ['could not create directory', 'could not access directory'],
      line: /initdb: (?:error: )?could not (?:create|access) directory "(?<made>\/[^"]{1,200})": Permission denied/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: upgrading PostgreSQL',
      url: 'https://nixos.org/manual/nixos/stable/#module-services-postgres-upgrading',
    },
  ],
  explain(evidence) {
    const made = evidence.get('made');
    if (made !== '') return notItsOwn(made);
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
            `sudo chown -R postgres:postgres ${shellWord(folder)} && sudo chmod 700 ${shellWord(folder)}`,
            'data',
          ),
          nixFix(
            'Or say where the data really is.',
            'services.postgresql.dataDir = "YOUR_FOLDER";',
            {
              fill: { YOUR_FOLDER: 'the folder that has PG_VERSION in it' },
              risk: 'restart',
            },
          ),
        ],
        verify: ['systemctl status postgresql'],
      };
    return {
      culprit: `PostgreSQL ${next} on data of version ${old} (${folder})`,
      facts: { data: old, server: next, folder },
      message: `The data directory was made by PostgreSQL ${old}, and version ${next} is started: the package changed (system.stateVersion, or services.postgresql.package), and the data has to be migrated first.`,
      fixes: [
        nixFix(
          'Keep the old version, so that the service runs again.',
          `services.postgresql.package = pkgs.postgresql_${old.split('.')[0] ?? old};`,
          'restart',
        ),
        shellFix(
          'Then, with the old version running, save everything before you migrate (pg_upgrade: the manual has the script).',
          'sudo install -d -o postgres /var/backup/postgresql && sudo -u postgres sh -c "pg_dumpall > /var/backup/postgresql/all.sql"',
        ),
        nixFix(
          'If the data of the new version lies in another folder already: say which one is used.',
          `services.postgresql.dataDir = "/var/lib/postgresql/${old}";`,
          { risk: 'data' },
        ),
      ],
      options: ['services.postgresql.package'],
      verify: ['systemctl status postgresql', 'sudo -u postgres psql -c "select version()"'],
    };
  },
};

/** Only what lies below /var/lib/postgresql is made by systemd: another folder has to be there. */
function notItsOwn(folder: string): Diagnosis {
  const file = folder.replace(/[\s%"]/g, '');
  return {
    culprit: `${folder} (may not be made by postgres)`,
    facts: { folder },
    message: `PostgreSQL shall keep its data in ${folder}, and may not make that folder: its parent belongs to somebody else, and systemd makes only the folder below /var/lib/postgresql.`,
    fixes: [
      nixFix(
        'Have it made for postgres before the service starts.',
        `systemd.tmpfiles.rules = [ ${nixString(`d ${file} 0750 postgres postgres -`)} ];`,
        'restart',
      ),
      shellFix(
        'Or make it by hand, once.',
        `sudo install -d -m 0750 -o postgres -g postgres ${shellWord(folder)}`,
        'restart',
      ),
    ],
    verify: ['systemctl status postgresql'],
  };
}
