import type { Format } from './format.js';

/** Files of settings that public lists and the programs' own documentation name. */
export const collected: readonly Format[] = [
  // hostapd's users: who, how, the password.
  {
    kind: 'password',
    expression:
      /^[ \t]{0,8}"[^"\n]{1,100}"\*?[ \t]{1,20}(?:\[\d\][ \t]{1,8})?(?:MD5|PEAP|TTLS|PWD|GTC|MSCHAPV2|[A-Z,-]{4,60})[ \t]{1,20}"(?<secret>[^"\n]{1,200})"/dgm,
  },
  // An RSA key of DNSSEC, number by number.
  {
    kind: 'private-key',
    expression:
      /^(?:PrivateExponent|Prime[12]|Exponent[12]|Coefficient):[ \t]{1,4}(?<secret>[0-9A-Za-z+/]{20,2000}={0,2})/dgm,
  },
  // ipsec.secrets, in base64 and hexadecimal.
  {
    kind: 'preshared-key',
    expression:
      /:\s{0,8}PSK\s{1,8}(?<secret>0(?:s[0-9A-Za-z+/]{8,400}={0,2}|x[\da-fA-F]{8,400}))/dg,
  },
  // ZeroTier's identity.secret.
  { kind: 'private-key', expression: /\b[\da-f]{10}:0:[\da-f]{128}:(?<secret>[\da-f]{128})/dg },
  // A channel of conda, the updates of FreeDNS: the token is a part of the address.
  {
    kind: 'url-key',
    expression:
      /\/t\/(?<secret>[a-z]{2}-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[0-9A-Za-z]{36,80})\/[\w-]{2,40}/dg,
  },
  {
    kind: 'url-key',
    expression: /\bafraid\.org\/(?:dynamic\/update\.php\?|u\/)(?<secret>[\w-]{16,80})/dg,
  },
  // s3fs: the id of a key, and the key.
  {
    kind: 'aws-key',
    expression: /\bA(?:KIA|SIA)[A-Z\d]{16}:(?<secret>[0-9A-Za-z+/]{40})(?![\w+/])/dg,
  },
  // Oracle's user and password, before where it is.
  { kind: 'password', expression: /\bjdbc:oracle:thin:[^\s/@]{1,60}\/(?<secret>[^\s@]{1,100})@/dg },
  // CouchDB's administrators.
  {
    kind: 'password',
    expression:
      /^\[admins\][ \t]{0,8}\r?\n(?:[;#][^\n]{0,200}\n)?[\w.-]{1,60}[ \t]{0,8}=[ \t]{0,8}(?<secret>\S{1,200})/dgm,
  },
  // Windows' answer file.
  {
    kind: 'password',
    expression: /<\w{0,30}Password>\s{0,40}<Value>(?<secret>[^<\n]{1,400})<\/Value>/dg,
  },
  // Maven's and Jenkins' own encryption, whose key stands in another file.
  {
    kind: 'password',
    expression: /<(?:master|password|passphrase)>(?<secret>\{[\w+/=]{16,400}\})</dg,
  },
  // A file of `environment.etc` that is named after what it holds.
  {
    kind: 'password',
    expression:
      /"[\w./-]{0,80}(?:pass(?:word|wd)?|secret|token)"\s{0,4}\.text\s{0,8}=\s{0,8}"(?<secret>[^"\n$]{1,400})"/dg,
  },
  // Ansible: a password that is hashed where it stands.
  {
    kind: 'password',
    expression: /\{\{\s{0,4}["'](?<secret>[^"'\n]{1,200})["']\s{0,4}\|\s{0,4}password_hash\b/dg,
  },
  // CouchDB, once it has hashed them.
  {
    kind: 'password-hash',
    expression: /=[ \t]{0,8}(?<secret>-pbkdf2-[\da-f]{40,128},[\da-f]{16,64},\d{1,7})/dg,
  },
  // The key by which a room's messages are read again (Matrix).
  { kind: 'recovery-code', expression: /\b(?<secret>Es[0-9A-Za-z]{2}(?: [0-9A-Za-z]{4}){11})\b/dg },
  // ZNC's users.
  {
    kind: 'password-hash',
    expression: /<Pass\b[^>]{0,40}>[^<]{0,120}?\bHash\s{0,8}=\s{0,8}(?<secret>[\da-f]{32,128})/dg,
  },
  {
    kind: 'salt',
    expression: /<Pass\b[^>]{0,40}>[^<]{0,400}?\bSalt\s{0,8}=\s{0,8}(?<secret>[^\s<]{8,60})/dg,
  },
  // ESPHome's API; Consul's gossip.
  {
    kind: 'api-key',
    expression:
      /\bencryption:[ \t]{0,4}\r?\n[ \t]{1,20}key:[ \t]{0,4}["']?(?<secret>[0-9A-Za-z+/]{43}=)/dg,
  },
  {
    kind: 'api-key',
    expression:
      /(?<![\w.-])encrypt["']?[ \t]{0,8}[=:][ \t]{0,8}"(?<secret>[0-9A-Za-z+/]{22,44}={1,2})"/dg,
  },
  // Zigbee's and Z-Wave's keys.
  {
    kind: 'api-key',
    expression:
      /\bnetwork_key["']?[ \t]{0,4}[:=][ \t]{0,4}\[[ \t]{0,4}(?<secret>(?:\d{1,3},?\s{0,8}){8,16})\]/dg,
  },
  {
    kind: 'api-key',
    expression: /\bS[02]_\w{4,30}["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?<secret>[\dA-F]{32})\b/dg,
  },
  // Deluge's users.
  {
    kind: 'password',
    expression: /^[\w.@-]{1,60}:(?<secret>[^\s:]{6,100}):(?:1|5|10)[ \t]{0,4}$/dgm,
    isDoubtful: true,
  },
  // netdata's, in words.
  {
    kind: 'api-key',
    expression: /\bapi key[ \t]{0,4}[=:][ \t]{0,4}(?<secret>[\w-]{20,100})/dgi,
    isDoubtful: true,
  },
  // Addresses that whoever has them may call.
  { kind: 'url-key', expression: /\bhc-ping\.com\/(?<secret>[\w-]{20,60})/dg },
  { kind: 'url-key', expression: /\/api\/push\/(?<secret>[\w-]{10,60})/dg },
  // The salt of nginx' links.
  {
    kind: 'secret',
    expression:
      /\bsecure_link_md5[ \t]{1,8}"[^"\n]{0,120}[ }$\w](?<secret>(?<= )[^\s"$]{6,100})"/dg,
  },
  // Cookies in Netscape's form, as curl and browsers keep them.
  {
    kind: 'cookie',
    expression:
      /^(?:#HttpOnly_)?\.?[\w.-]{1,200}\t(?:TRUE|FALSE)\t[^\t\n]{1,200}\t(?:TRUE|FALSE)\t\d{1,12}\t[^\t\n]{1,200}\t(?<secret>[^\t\n]{6,4000})$/dgm,
    isDoubtful: true,
  },
  // Tarsnap's.
  {
    kind: 'private-key',
    expression:
      /# START OF TARSNAP KEY FILE\r?\n(?<secret>(?:[0-9A-Za-z+/=]{1,80}\r?\n){1,400})# END OF TARSNAP/dg,
  },
  { kind: 'plex-claim', expression: /\b(?<secret>claim-[\w-]{20})(?![\w-])/dg },
];
