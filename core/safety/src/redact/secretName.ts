import { foreignPasswords, foreignTokens } from './foreignNames.js';

/** What the name of a setting says of its value. */
export interface NamedSecret {
  readonly kind: string;
  /**
   * `password`: whatever it is. `random`: only what looks like a key, as such names mean other things
   * too. `digits`: a number of four digits or more.
   */
  readonly value: 'password' | 'random' | 'digits';
  /** It is a key of some kind, which may as well name a thing: only what looks like a key very much. */
  readonly strict?: boolean;
  /** It may as well name what a hash stands for, which is then none. */
  readonly hash?: boolean;
  /** The name is so short that the end of a hash in base64 may read like it. */
  readonly short?: boolean;
}

const password = (kind: string): NamedSecret => ({ kind, value: 'password' });
const random = (kind: string): NamedSecret => ({ kind, value: 'random' });
const digits = (kind: string): NamedSecret => ({ kind, value: 'digits' });
const short = (means: NamedSecret): NamedSecret => ({ ...means, short: true });

/** By the last words of the name, run together or apart, in lower case; the first that fits. */
const endings: readonly (readonly [ending: RegExp, means: NamedSecret])[] = [
  [
    /(?:passsha256|hashed?(?:password|passwd)|(?:password|passwd)hash(?:ed)?)$/,
    password('password-hash'),
  ],
  [/(?:pskraw|wepkey\d?|saepassword|wpapassphrase|leappassword)$/, password('wifi-password')],
  [/\bpsk$/, short(password('wifi-password'))],
  [/passphrase$/, password('passphrase')],
  [/(?:password|passwd|passcode)\d?$/, password('password')],
  [
    /(?:\b|root|bind|admin|user|usr|login|master|smtp|imap|pop3?|mail|ldap|db|sql|mysql|pg|redis|mongo|auth|ssh|ftp|http|proxy|vnc|rdp|nas|wifi|wlan|vpn|key|store|luks|disk|grub|sudo|become|nickserv|remote|ssid|app|api|svc|service|test|default|initial|new|old|temp)(?:pass|pwd|pw)$/,
    short(password('password')),
  ],
  [/presharedkey$/, password('wireguard-key')],
  [/(?:privatekey|privkey|clientkeydata)$/, random('private-key')],
  [/(?:key|secret|hmac)seed$/, random('secret')],
  [/(?:wireguard|\bwg)[/ ]?key$/, random('wireguard-key')],
  // Mumble's server, for who reads and who writes.
  [/icesecret(?:read|write)$/, password('secret')],
  [/secret(?:keybase|accesskey)?$/, password('secret')],
  [
    /(?:api|auth|access|secret|encryption|signing|master|license|account|storage|session|cookie|security|vault|app|unlock|recovery|service|jwt|setup|consumer|fernet|encryptionprimary|b2|hmac)key$/,
    random('api-key'),
  ],
  [new RegExp(`(?:${foreignPasswords.join('|')})$`), password('password')],
  [new RegExp(`(?:${foreignTokens.join('|')})$`), random('token')],
  [/(?:token|authtok|sonarlogin|authident|secretid)$/, random('token')],
  [
    /(?:password|passwd|secret|hmac|auth|hash|cookie|derivation|signing|security)salt$/,
    random('salt'),
  ],
  [/(?:recovery|backup|scratch|emergency)codes?$/, random('recovery-code')],
  [/(?:credentials?|(?:erlang|release|rabbitmq)cookie|sessionid)$/, random('credential')],
  // BW_SESSION; a desktop's session has a name.
  [/\bsession$|\bop session [a-z\d]+$/, { ...random('credential'), strict: true }],
  [/\b(?:pin|puk)(?: ?code)?\d?$|(?:unlock|alarm|door|pairing|setup|access) code$/, digits('pin')],
  // TLSPSKValue, SECRET_BASE64, password_sha256: how what the name says is written.
  [
    /(?:password|passwd|passphrase|secret|psk|token|privatekey|apikey|secretkey)(?:value|base64|b64|hex|raw|(?:md5|sha\d{1,3})(?:hex)?)$/,
    random('secret'),
  ],
  [/\b(?:pat|auth)$/, short(random('credential'))],
  // OPENAI_KEY, deeplKey: named after whose it is.
  [/[a-z0-9] (?:key|apikey)$/, { ...random('api-key'), strict: true }],
  // It may be the key of a map, and a hash.
  [/^key$/, { ...random('api-key'), strict: true, hash: true }],
];

/** Of keys, those that name a thing, are no secret, or are pressed. */
const openKeys =
  /\b(?:public|pub|primary|foreign|sort|partition|cache|host|map|hot|group|order|route|lookup|index|object|file|message|label|data|row|column|hash|range|unique|shift|ctrl|alt|mod|leader|prefix|trusted|known|authorized|verify|verification|validation|site|parent|child|socket|type|name|id|sub|query|event|metric|storage path|s3|bucket|config|setting|option|registry|translation|i18n|secret name|git rev) key$/;

/** Names that end like one and are none. */
const harmless =
  /(?:jsonwebtoken|bypass|compass|multipass|keepass|publickey|pagetoken|maxtoken|eostoken)$/;

/**
 * Whether a setting of that name holds a secret; undefined if not. Only the last part of a path
 * counts: `services.foo.passwordFile` names a file. PWD is a folder.
 */
export function secretName(name: string): NamedSecret | undefined {
  // The time of a log, a line's number.
  if (!/[^\d.:-]/.test(name)) return undefined;
  if (/(?:^|\.)(?:basicAuth\.[^.]+|auth\.raw)$/.test(name)) return password('password');
  const last = name.endsWith('sonar.login') ? 'sonarLogin' : name.slice(name.lastIndexOf('.') + 1);
  if (known.has(last)) return known.get(last);
  if (known.size >= mostKnown) known.clear();
  const means = judged(last);
  known.set(last, means);
  return means;
}

/** Names come again and again in a text. */
const known = new Map<string, NamedSecret | undefined>();
const mostKnown = 2000;

function judged(last: string): NamedSecret | undefined {
  const plural = last.toLowerCase().replace(/[_-]/g, '');
  const bare = plural.replace(
    /(?<=(?:key|token|password|passwd|secret|passphrase|credential)(?=s$))s$/,
    '',
  );
  if (/^(?:OLD)?PWD$/.test(last) || harmless.test(bare)) return undefined;
  const parted = last
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[_-]/g, ' ')
    .replace(/(?<=(?:key|token|password|secret))s$/, '');
  if (openKeys.test(parted) && !/\bencryption primary key$/.test(parted)) return undefined;
  return endings.find(([ending]) => ending.test(bare) || ending.test(parted))?.[1];
}
