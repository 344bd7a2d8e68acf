import { shellWord, type DiagnosisFix, type Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

const identifier = /^[a-z_][a-z0-9_-]{0,60}$/i;

const declare = (name: string): DiagnosisFix =>
  nixFix(
    'If it is one of your services: declare user and database, by one name.',
    `services.postgresql = {\n  ensureDatabases = [ ${nixString(name)} ];\n  ensureUsers = [ { name = ${nixString(name)}; ensureDBOwnership = true; } ];\n};`,
    'restart',
  );

/** What the server itself logs of those who knock: that is its daily work, and no failure. */
const ofServer = ({ line }: Evidence): boolean => !/psql: |connection to server/.test(line.text);

/** A database runs, and lets a user or a program not in. */
export const databaseAccess = ruleOfSayings(
  {
    id: 'runtime/database-access',
    class: 'database-access',
    phase: 'runtime',
    title: 'Database refuses the login',
    components: ['services', 'security'],
    confidence: 0.92,
    docs: [
      {
        title: 'NixOS manual: PostgreSQL',
        url: 'https://nixos.org/manual/nixos/stable/#module-postgresql',
      },
    ],
  },
  [
    {
      anchors: [
        'authentication failed for user',
        'no pg_hba.conf entry',
        'does not exist',
        'Access denied for user',
      ],
      line: /FATAL: {1,2}(?:(?<how>Peer|Ident|password) authentication failed for user ['"](?<user>[^'"]{1,80})['"]|role ['"](?<role>[^'"]{1,80})['"] does not exist|database ['"](?<database>[^'"]{1,80})['"] does not exist|no pg_hba\.conf entry for (?:host ['"](?<host>[^'"]{1,80})['"], )?user ['"](?<entry>[^'"]{1,80})['"])/,
      explain(evidence) {
        const how = evidence.get('how');
        const user = evidence.get('user') || evidence.get('role') || evidence.get('entry');
        const database = evidence.get('database');
        const name = identifier.test(user || database) ? user || database : 'YOUR_NAME';
        const missing = evidence.get('role') !== '' || database !== '';
        const host = evidence.get('host');
        return {
          culprit:
            database === '' ? `user ${user} (PostgreSQL)` : `database ${database} (PostgreSQL)`,
          facts: { user: user || undefined, database: database || undefined },
          message: missing
            ? `PostgreSQL has no ${database === '' ? `user ${user}` : `database ${database}`}.`
            : how === 'Peer' || how === 'Ident'
              ? `Over the socket PostgreSQL lets ${user} in only for the user of the system of that name, and another one asks.`
              : how === 'password'
                ? `The password of ${user} is not the one that PostgreSQL has (or it has none).`
                : `No line of pg_hba.conf lets ${user} in${host === '' ? '' : ` from ${host}`}.`,
          fixes: missing
            ? [
                declare(name),
                shellFix(
                  'If you only wanted to look into it: be the user postgres.',
                  'sudo -u postgres psql -c "\\\\du" -c "\\\\l"',
                ),
              ]
            : how === 'Peer' || how === 'Ident'
              ? [
                  shellFix(
                    'If you ask by hand: do it as that user.',
                    `sudo -u ${shellWord(name)} psql ${shellWord(name)}`,
                    name === 'YOUR_NAME' ? { fill: { YOUR_NAME: 'the user of the database' } } : {},
                  ),
                  advice(
                    `If a service asks: let it run as the user ${user}, or connect it to 127.0.0.1 with a password.`,
                  ),
                ]
              : how === 'password'
                ? [
                    shellFix(
                      'If the password is known: set it anew in the database (it asks for it).',
                      `sudo -u postgres psql -c '\\\\password ${name}'`,
                      name === 'YOUR_NAME'
                        ? { fill: { YOUR_NAME: 'the user of the database' } }
                        : {},
                    ),
                    advice(
                      'If the service runs on this machine: connect it by the socket (host /run/postgresql), which needs no password for the user of the same name.',
                    ),
                  ]
                : [
                    nixFix(
                      'If it shall be let in with a password: add a line for it.',
                      `services.postgresql.authentication = "host all ${name} ${/^[\\w.:/]+$/.test(host) ? `${host}/32` : '127.0.0.1/32'} scram-sha-256";`,
                      {
                        risk: 'security',
                        ...(name === 'YOUR_NAME'
                          ? { fill: { YOUR_NAME: 'the user of the database' } }
                          : {}),
                      },
                    ),
                    advice(
                      'If it runs on the same machine: connect it by the socket, /run/postgresql.',
                    ),
                  ],
          verify: ['sudo -u postgres psql -c "select 1"'],
          confidence: ofServer(evidence) ? 0.4 : undefined,
        };
      },
    },
    {
      anchors: ['Access denied for user'],
      line: /Access denied for user ['"](?<user>[^'"]{0,80})['"]@['"](?<host>[^'"]{1,120})['"]/,
      explain(evidence) {
        const user = evidence.get('user');
        const name = identifier.test(user) ? user : 'YOUR_NAME';
        return {
          culprit: `user ${user}@${evidence.get('host')} (MariaDB)`,
          facts: { user },
          message: `MariaDB does not let ${user} in from ${evidence.get('host')}: there is no such user, its password is another, or it is let in only by the socket as the user of the system of that name.`,
          fixes: [
            nixFix(
              'If it is one of your services on this machine: declare the user, who then comes in by the socket, without a password.',
              `services.mysql = {\n  ensureDatabases = [ ${nixString(name)} ];\n  ensureUsers = [ { name = ${nixString(name)}; ensurePermissions = { "${name}.*" = "ALL PRIVILEGES"; }; } ];\n};`,
              {
                risk: 'restart',
                ...(name === 'YOUR_NAME'
                  ? { fill: { YOUR_NAME: 'the user, and its database' } }
                  : {}),
              },
            ),
            shellFix('If you ask by hand: do it as root, by the socket.', 'sudo mysql'),
          ],
          verify: ['sudo mysql -e "select user, host, plugin from mysql.user"'],
        };
      },
    },
  ],
);
