import type { Format } from './format.js';

/** Secrets that a program has made and tells, and that it keeps in a file of its own. */
export const printed: readonly Format[] = [
  // "The generated password for … is:", "A temporary password is provided for this session: …".
  {
    kind: 'password',
    expression:
      /\b(?:generated|temporary|initial|random|one-time|new)[ \t](?:\w{1,20}[ \t]){0,2}(?:password|passphrase|passcode|token|secret|pin)\b[^\n:=]{0,80}:\s{1,40}["'`]?(?<secret>[^\s"'`]{6,200})/dgi,
    isDoubtful: true,
  },
  // qBittorrent's, which has no digit now and then.
  {
    kind: 'password',
    expression: /\bpassword is provided for this session:[ \t]{1,4}(?<secret>\w{6,40})/dg,
  },
  // PeerTube's administrator, whose password has no digit.
  { kind: 'password', expression: /\bUser password:[ \t](?<secret>[a-z]{16})[ \t]{0,4}$/dgm },
  // Elasticsearch, when a password is set anew.
  {
    kind: 'password',
    expression:
      /\b[Pp]assword for the \[[\w-]{1,40}\] user[^\n]{0,80}\n(?:[^\n]{0,80}\n)?New value:[ \t]{1,4}(?<secret>\S{6,100})/dg,
  },
  // Headscale, Garage: a key, when it is made.
  {
    kind: 'api-key',
    expression: /\b(?:preauthkeys|apikeys) create\b[^\n]{0,200}\n(?<secret>[\w.-]{40,80})(?!\S)/dg,
  },
  { kind: 'api-key', expression: /\bSecret key:[ \t]{1,8}(?<secret>[\da-f]{64})(?!\w)/dg },
  // Rails' key to its credentials.
  {
    kind: 'api-key',
    expression: /\bmaster\.key\b["']?[:=]?\s{1,8}["']?(?<secret>[\da-f]{32})(?!\w)/dg,
  },
  // Etherpad's, in the files that it makes.
  {
    kind: 'api-key',
    expression: /\b(?:API|SESSION)KEY\.txt["']?[:=]?\s{1,8}["']?(?<secret>[\da-f]{32,128})(?!\w)/dg,
  },
  // The words of which a wallet can be made again.
  {
    kind: 'recovery-code',
    expression:
      /\b(?:seed|recovery|mnemonic|backup)[ _-]?(?:phrase|words?|seed)?["']?[ \t]{0,4}[:=]\s{0,8}["']?(?<secret>(?:[a-z]{3,8}[ \t]{1,2}){11,23}[a-z]{3,8})(?![a-z])/dgi,
  },
  // Synapse's signing key; LiveKit's list of keys.
  {
    kind: 'private-key',
    expression: /^[ \t]{0,8}ed25519 a_\w{2,12} (?<secret>[0-9A-Za-z+/]{43})(?![\w+/])/dgm,
  },
  {
    kind: 'api-key',
    expression:
      /^[ \t]{0,8}API[0-9A-Za-z]{8,20}:[ \t]{1,4}["']?(?<secret>[0-9A-Za-z]{32,64})["']?[ \t]{0,4}$/dgm,
  },
  // A key of Borg, as it is exported.
  {
    kind: 'private-key',
    expression:
      /^[ \t]{0,8}BORG_KEY [\da-f]{64}\r?\n(?<secret>(?:[ \t]{0,8}[0-9A-Za-z+/]{4,80}={0,2}(?:\r?\n|$)){1,60})/dgm,
  },
  // Samba's and PgBouncer's users, as they are kept.
  {
    kind: 'password-hash',
    expression: /^[\w.$-]{1,40}:\d{1,10}:[\dA-FX]{32}:(?<secret>[\dA-F]{32}):\[/dgm,
  },
  {
    kind: 'password-hash',
    expression: /^[ \t]{0,8}"[\w.@-]{1,63}"[ \t]{1,8}"(?<secret>md5[\da-f]{32})"/dgm,
  },
];
