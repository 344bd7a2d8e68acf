/** What the name of a setting says of its value. */
export interface NamedSecret {
  readonly kind: string;
  /** `password`: whatever it is. `random`: only what looks like a key, as such names mean other things too. */
  readonly value: 'password' | 'random';
  /** The name is so short that the end of a hash in base64 may read like it. */
  readonly short?: boolean;
}

const password = (kind: string): NamedSecret => ({ kind, value: 'password' });
const random = (kind: string): NamedSecret => ({ kind, value: 'random' });
const short = (means: NamedSecret): NamedSecret => ({ ...means, short: true });

/** By the last words of the name, run together or apart, in lower case; the first that fits. */
const endings: readonly (readonly [ending: RegExp, means: NamedSecret])[] = [
  [/(?:hashed?(?:password|passwd)|(?:password|passwd)hash(?:ed)?)$/, password('password-hash')],
  [/(?:pskraw|wepkey\d?|saepassword|wpapassphrase|leappassword)$/, password('wifi-password')],
  [/\bpsk$/, short(password('wifi-password'))],
  [/passphrase$/, password('passphrase')],
  [/(?:password|passwd|passcode)\d?$/, password('password')],
  [
    /(?:\b|root|bind|admin|user|smtp|imap|db|mysql|auth)(?:pass|pwd|pw)$/,
    short(password('password')),
  ],
  [/presharedkey$/, password('wireguard-key')],
  [/(?:privatekey|privkey)$/, random('private-key')],
  [/secret(?:keybase|accesskey)?$/, password('secret')],
  [
    /(?:api|auth|access|secret|encryption|signing|master|license|account|storage|session|cookie|security|vault|app|unlock|recovery|service|jwt)key$/,
    random('api-key'),
  ],
  [/token$/, random('token')],
  [/(?:credentials?|erlangcookie|sessionid)$/, random('credential')],
  [/\b(?:pat|auth)$/, short(random('credential'))],
];

/** Names that end like one and are none. */
const harmless = /(?:bypass|compass|multipass|keepass|publickey|pagetoken|maxtoken|eostoken)$/;

/**
 * Whether a setting of that name holds a secret; undefined if not. Only the last part of a path
 * counts: `services.foo.passwordFile` names a file. PWD is a folder.
 */
export function secretName(name: string): NamedSecret | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (/(?:^|\.)basicAuth\.[^.]+$/.test(name)) return password('password');
  const bare = last.toLowerCase().replace(/[_-]/g, '');
  if (/^(?:OLD)?PWD$/.test(last) || harmless.test(bare)) return undefined;
  const parted = last
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[_-]/g, ' ');
  return endings.find(([ending]) => ending.test(bare) || ending.test(parted))?.[1];
}
