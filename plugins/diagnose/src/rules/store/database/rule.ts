import { shellWord, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
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
      line: /executing SQLite (?:query|statement).{0,2000}(?<what>disk I\/O error|unable to open database file|attempt to write a readonly database|SQL logic error|no such (?:table|column): \w{1,60}|database is locked).{0,120}\(in ['"`](?<in>\/[^\s'"`]{3,200}\.sqlite)/,
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
    const what = evidence.get('what');
    const schema = /SQL logic error|no such (?:table|column)/.test(what);
    return {
      culprit: schema || cache ? `${db}: ${what}` : db,
      facts: { database: db, message: what },
      message: schema
        ? `${db}, in which Nix keeps what is in the store, has not the tables that this Nix expects (${what}): another version of Nix made or changed it, or an upgrade of it was cut off.`
        : cache
          ? `${db} is only a cache of Nix, and it is damaged: it can be deleted.`
          : `${db}, in which Nix keeps what is in the store, is damaged (a full disk, a crash, or a faulty disk).`,
      fixes: cache
        ? [shellFix('Delete the cache; Nix makes it again.', `rm -f ${shellWord(db)}*`)]
        : fixesFor(db, evidence.get('what')),
      verify: [`sudo sqlite3 ${shellWord(db)} 'pragma integrity_check'`],
    };
  },
};

function fixesFor(db: string, what: string): readonly DiagnosisFix[] {
  const file = shellWord(db);
  const stop = shellFix(
    'Stop the daemon, and keep a copy of the database, before anything else.',
    `sudo systemctl stop nix-daemon.socket nix-daemon.service && sudo cp -a ${file} ${shellWord(`${db}.broken`)}`,
    { risk: 'data', holds: { platforms: ['nixos', 'linux', 'unknown'] } },
  );
  const stopDarwin = shellFix(
    'Stop the daemon, and keep a copy of the database, before anything else.',
    `sudo launchctl bootout system/org.nixos.nix-daemon; sudo cp -a ${file} ${shellWord(`${db}.broken`)}`,
    { risk: 'data', holds: { platforms: ['darwin'] } },
  );
  const recover = shellFix(
    'Then save what can be read into a new database, and put that in its place.',
    `sudo sh -c ${shellWord(`sqlite3 ${db}.broken .recover | sqlite3 ${db}.new && mv ${db}.new ${db} && rm -f ${db}-wal ${db}-shm`)}`,
    'data',
  );
  const verify = shellFix(
    'Then let Nix compare it with the store.',
    'sudo nix-store --verify --check-contents --repair',
  );
  const one = advice(
    'Use one version of Nix for the daemon and all commands: remove the other (nix-env or nix profile of a user or of root, a second installer).',
  );
  const backup = advice(
    'If that fails, restore /nix/var/nix/db from a backup, or reinstall and copy the configuration over.',
    'data',
  );
  if (/locked/.test(what))
    return [
      shellFix(
        'Another process of Nix holds it: wait for it, or see which one.',
        `sudo fuser -v ${file}`,
      ),
    ];
  return /SQL logic error|no such/.test(what)
    ? [stop, stopDarwin, one, recover, verify, backup]
    : [stop, stopDarwin, recover, verify, backup];
}
