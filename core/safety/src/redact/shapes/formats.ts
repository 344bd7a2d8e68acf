import { base64, upper, type TokenShape } from './shape.js';

/** Hashes of passwords, and keys of a format rather than of an issuer. */
export const formats: readonly TokenShape[] = [
  // crypt(5): yescrypt, gost-yescrypt, scrypt, SHA-crypt, bcrypt, MD5, Apache's, argon2, Cisco's 8 and 9.
  // A string of Nix or of a shell has its dollars escaped, Compose has them doubled.
  {
    kind: 'password-hash',
    sign: '$',
    rest: String.raw`\\?\$\$?(?:y|gy|[1567]|2[abxy]|apr1|argon2(?:id|i|d))\\?\$\$?[0-9A-Za-z./$=,+\\-]{20,300}`,
    before: '(?<![0-9A-Za-z$])',
  },
  {
    kind: 'password-hash',
    prefix: 'SCRAM-SHA-1$|SCRAM-SHA-256$',
    rest: String.raw`\d{1,7}:${base64}{8,64}={0,2}\$${base64}{20,64}={0,2}:${base64}{20,64}={0,2}`,
  },
  {
    kind: 'password-hash',
    prefix: 'grub.pbkdf2.sha512.',
    rest: String.raw`\d{1,7}\.[0-9A-F]{32,256}\.[0-9A-F]{64,256}`,
  },
  {
    kind: 'password-hash',
    prefix: '@ByteArray(',
    rest: String.raw`${base64}{16,64}={0,2}:${base64}{40,200}={0,2}\)`,
  },
  {
    kind: 'password-hash',
    prefix: '$8$|$9$',
    rest: String.raw`[./0-9A-Za-z]{14}\$[./0-9A-Za-z]{43}`,
  },
  {
    kind: 'password-hash',
    prefix: '{SSHA}|{SSHA256}|{SSHA512}|{SHA512-CRYPT}|{SMD5}|{PBKDF2}|{ARGON2}|{CRYPT}',
    rest: '[0-9A-Za-z./$=,+]{16,300}={0,2}',
    before: '',
  },
  // Tor's HashedControlPassword: the salt and count of OpenPGP's S2K, then SHA-1.
  { kind: 'password-hash', prefix: '16:', rest: '[0-9A-F]{58}(?![0-9A-F])' },
  {
    kind: 'password-hash',
    prefix: '$krb5asrep$|$krb5tgs$|$krb5pa$',
    rest: String.raw`[^\s"']{40,8000}`,
  },
  { kind: 'age-key', prefix: 'AGE-SECRET-KEY-1|AGE-SECRET-KEY-PQ-1', rest: `${upper}{50,2000}` },
  { kind: 'age-key', prefix: 'age-secret-key-1|age-secret-key-pq-1', rest: '[0-9a-z]{50,2000}' },
  // The seed of an account, a user or an operator of NATS.
  { kind: 'nats-seed', prefix: 'SU|SA|SO|SN|SC', rest: '[A-Z2-7]{56}(?![A-Z0-9])' },
  { kind: 'age-key', prefix: 'AGE-PLUGIN-', rest: `${upper}{1,30}-1${upper}{20,2000}` },
  // The seed and the public key, 64 bytes; a public key alone has 32. A signature has 64 as well, and
  // is told apart by where it stands: `Sig:` of a narinfo, `"signatures"` of `nix path-info --json`.
  {
    kind: 'nix-signing-key',
    sign: '==',
    rest: `[\\w.-]{1,100}:${base64}{86}==(?!${base64})`,
    before: String.raw`(?<![\w.-]|\bSig: ?|"(?:signatures|sigs)":\s{0,20}\[\s{0,20}(?:"[^"\n]{0,200}",\s{0,20}){0,4}")`,
  },
  // PEM once more in base64, as Kubernetes has it: "-----BEGIN " and what a private key goes on with.
  {
    kind: 'private-key',
    prefix: 'LS0tLS1CRUdJTi',
    rest: `(?:BQUklW|BSU0Eg|BPUEVO|BFQyBQ|BFTkNS|BEU0Eg|BQR1AgUFJJ)${base64}{20,32000}={0,2}`,
  },
  {
    kind: 'jwt',
    prefix: 'eyJ',
    rest: String.raw`[0-9A-Za-z_-]{8,4000}\.eyJ[0-9A-Za-z_-]{4,8000}\.[0-9A-Za-z_-]{10,2000}`,
  },
  // An encrypted one (RFC 7516).
  {
    kind: 'jwt',
    prefix: 'eyJ',
    rest: String.raw`[0-9A-Za-z_-]{8,4000}\.[0-9A-Za-z_-]{0,8000}\.[0-9A-Za-z_-]{8,40}\.[0-9A-Za-z_-]{4,8000}\.[0-9A-Za-z_-]{16,100}`,
  },
  // What a tunnel of Cloudflare is started with: {"a": its account, and its secret, in base64.
  { kind: 'tunnel-token', prefix: 'eyJhIjoi', rest: `${base64}{80,600}={0,2}(?![0-9A-Za-z_.-])` },
  // LND's macaroons in hexadecimal.
  { kind: 'macaroon', prefix: '0201036c6e64', rest: '[0-9a-f]{60,2000}(?![0-9a-f])' },
  // The private part of a JSON Web Key.
  {
    kind: 'private-key',
    prefix: '"d":"|"d": "|"dp":"|"dq":"|"qi":"|"p":"|"q":"',
    rest: '[0-9A-Za-z_-]{42,700}(?=")',
    before: '',
  },
];
