import type { Format } from './format.js';

/** Secrets that a program is handed in a call. */
export const calls: readonly Format[] = [
  // A user and a password that a program is handed: login("ada", "…"), auth=("ada", "…").
  {
    kind: 'password',
    expression:
      /(?<![\w-])(?:\w{1,30}[._])?(?:login|auth|authenticate|\w{0,20}BasicAuth|\w{0,20}Credentials?|Worker|sign_in)["']?\s{0,4}=?\s{0,4}\(\s{0,8}(?:["'][^"'\n]{1,120}["'],\s{0,8}){1,3}["'](?<secret>[^"'\n]{4,200})["']/dgi,
    isDoubtful: true,
  },
  // The same with the name of a setting: setProperty("…Password", "…"), define('DB_PASSWORD', '…').
  {
    kind: 'password',
    expression:
      /\(\s{0,4}["'][\w.-]{0,80}(?:password|passwd|passphrase|secret|api_?key|token|(?:auth|logged_in|nonce)_(?:key|salt))["'],\s{0,8}["'](?<secret>[^"'\n]{4,200})["']\s{0,4}\)/dgi,
    isDoubtful: true,
  },
  // PHP: where, who, the password, which database.
  {
    kind: 'password',
    expression:
      /\b(?:PDO|mysqli(?:_connect)?|pg_connect|ldap_bind)\(\s{0,8}(?:["'$][^"',\n]{1,160}["']?,\s{0,8}){2}["'](?<secret>[^"'\n]{1,200})["']/dg,
  },
  // What a token is signed with.
  {
    kind: 'secret',
    expression:
      /\bjwt\.(?:sign|verify|encode|decode)\([^,()"']{1,80},\s{0,8}["'](?<secret>[^"'\n]{8,200})["']/dg,
  },
];
