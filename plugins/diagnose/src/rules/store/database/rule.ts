import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** Nix' own database is damaged. */
export const storeDatabase: DiagnosisRule = {
  id: 'store/database',
  class: 'store-db-corrupt',
  phase: 'store',
  title: "Nix' database is damaged",
  components: ['store'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'database disk image is malformed',
        'file is not a database',
        'file is encrypted or is not',
        'sqlite',
        'SQLite',
      ],
      line: /(?:(?<db>\/[^\s'"`]{3,200}\.sqlite)['"`]?.{0,120})?(?<what>database disk image is malformed|file is (?:encrypted or is )?not a database|database schema is corrupt|malformed database schema|database corruption)(?:.{0,120}\(in ['"`](?<in>\/[^\s'"`]{3,200}\.sqlite))?/,
    },
    {
      anchors: ['executing SQLite '],
      line: /executing SQLite (?:query|statement).{0,2000}(?<what>disk I\/O error|unable to open database file|attempt to write a readonly database).{0,120}\(in ['"`](?<in>\/[^\s'"`]{3,200}\.sqlite)/,
    },
    {
      anchors: ['SQLite database'],
      line: /(?:opening|cannot open|querying|executing) (?:Nix |SQLite )?database ['"`](?<db>[^'"`]{3,200})['"`].{0,120}(?<what>disk I\/O error|malformed|corrupt|unable to open database file)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: nix-store --load-db',
      url: 'https://nix.dev/manual/nix/latest/command-ref/nix-store/load-db',
    },
  ],
  explain(evidence) {
    const named = evidence.get('in') || evidence.get('db');
    const substituter = /download-from-binary-cache/.test(evidence.line.text);
    const db =
      named || (substituter ? '/nix/var/nix/binary-cache-v3.sqlite' : '/nix/var/nix/db/db.sqlite');
    const cache = substituter || /\.cache\/nix|\/(?:binary|eval|fetcher)-cache-/.test(db);
    // Another program's SQLite file is not Nix' store.
    if (named === '' && !/nix|error:/i.test(evidence.line.text)) return undefined;
    return {
      culprit: db,
      facts: { database: db, message: evidence.get('what') },
      message: cache
        ? `${db} is only a cache of Nix, and it is damaged: it can be deleted.`
        : `${db}, in which Nix keeps what is in the store, is damaged (a full disk, a crash, or a faulty disk).`,
      fixes: cache
        ? [shellFix('Delete the cache; Nix makes it again.', `rm -f ${db}*`)]
        : [
            shellFix(
              'Stop the daemon, and keep a copy of the database.',
              `sudo systemctl stop nix-daemon.socket nix-daemon && sudo cp -a ${db} ${db}.broken`,
              'data',
            ),
            shellFix(
              'Save what can be read into a new database.',
              `sudo sh -c 'sqlite3 ${db}.broken .recover | sqlite3 ${db}.new && mv ${db}.new ${db} && rm -f ${db}-wal ${db}-shm'`,
              'data',
            ),
            shellFix(
              'Then let Nix compare it with the store.',
              'sudo nix-store --verify --check-contents --repair',
            ),
            advice(
              'If that fails, restore /nix/var/nix/db from a backup, or reinstall and copy the configuration over.',
              'data',
            ),
          ],
      verify: [`sqlite3 ${db} 'pragma integrity_check'`],
    };
  },
};
