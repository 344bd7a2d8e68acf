import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../fix.js';

/** A store path's content is not what its registered hash says. */
export const storePathCorrupt: DiagnosisRule = {
  id: 'store/path-corrupt',
  class: 'store-path-corrupt',
  phase: 'store',
  title: 'Store path is damaged',
  components: ['store'],
  confidence: 0.94,
  patterns: [
    {
      anchors: ['was modified! expected hash'],
      line: /path ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] was modified! expected hash/,
    },
    {
      anchors: ['hash mismatch importing path'],
      line: /hash mismatch importing path ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`]/,
    },
    {
      anchors: ['has changed from ', 'hash of path ', 'content of path'],
      line: /(?:hash|content)s? of (?:path )?['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] (?:has changed|differs|does not match)/,
    },
    {
      anchors: [
        'disappeared, but it still has valid',
        'path disappeared',
        'is not valid',
        'is corrupt',
      ],
      line: /path ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] (?:disappeared, but it still has valid referrers|is corrupt(?:ed)?)/,
    },
    {
      anchors: ['is corrupted', 'store paths are corrupt', 'corrupted or missing'],
      line: /(?<path>\/nix\/store\/[^'"`\s]{34,260})['"`]? is (?:corrupted or missing|corrupted)/,
    },
    {
      anchors: ['Input/output error', 'Structure needs cleaning', 'bad magic'],
      line: /['"`]?(?<path>\/nix\/store\/[^'"`\s:]{34,260})['"`]?:? (?:Input\/output error|Structure needs cleaning)/,
    },
  ],
  docs: [
    {
      title: 'nix store verify and repair',
      url: 'https://nix.dev/manual/nix/latest/command-ref/nix-store/verify',
    },
  ],
  explain(evidence) {
    const path = evidence.get('path');
    const name = path.replace(/^\/nix\/store\//, '');
    return {
      culprit: path,
      facts: { path, name },
      message: `The content of ${name} differs from what was registered when it was built or fetched: the disk or memory is faulty, the machine lost power while writing, or something wrote into the store.`,
      fixes: [
        shellFix('Fetch or build this path again.', `sudo nix-store --repair-path ${path}`),
        shellFix(
          'Then check all of the store, and repair what differs (reads every file; a bad file in /nix/store/.links damages repaired paths again, and this mends it).',
          'sudo nix-store --verify --check-contents --repair',
        ),
        shellFix(
          'Look at the disk, and test the memory (memtest86) if it comes back.',
          'sudo dmesg | grep -iE "error|ext4|btrfs|nvme|ata" | tail; sudo smartctl -a /dev/sda',
        ),
      ],
      verify: [`nix-store --verify-path ${path}`],
    };
  },
};

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
