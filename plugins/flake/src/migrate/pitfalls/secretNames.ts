/** Names of files that hold what nobody else may read. */
const secret = [
  /(?:^|\/)id_(?:rsa|ed25519|ecdsa|dsa)$/,
  /(?:^|\/)ssh_host_\w+_key$/,
  /\.(?:pem|key|p12|pfx|kdbx|jks)$/,
  /(?:^|\/)\.env(?:\.local|\.production)?$/,
  /(?:^|\/)(?:password|passwd|secret|token|credentials)s?(?:\.txt)?$/i,
  /(?:^|\/)(?:wg|wireguard)[\w-]*(?:private)?\.(?:conf|priv|private)$/,
  /(?:^|\/)keys\.txt$/,
];
/** What is published, or encrypted. */
const open =
  /\.(?:pub|age|gpg|asc|nix|md|sops|enc|crt|cer)$|(?:^|\/)(?:public|test|tests|test-assets|example|examples)\/|public|(?:^|[-_./])pub(?:[-_./]|$)/;

/** Those among names that are likely to be secrets in the clear. */
export const secretNames = (names: readonly string[]): readonly string[] =>
  names.filter((name) => secret.some((one) => one.test(name)) && !open.test(name));

/** How what is encrypted begins, or what only such a file has. */
const encrypted = [
  /^-----BEGIN (?:AGE ENCRYPTED FILE|PGP MESSAGE)-----/m,
  /^age-encryption\.org\//,
  /^\0GITCRYPT\0/,
  /^\$ANSIBLE_VAULT;/,
  /\bENC\[AES256_GCM,/,
];
/** `passwd` of Unix has no password in it. */
const users = /^root:[x*!]?:0:0:/m;

/** Whether a file that is called like a secret may be read: it is encrypted, or for all, or empty. */
export function isForAll(text: string): boolean {
  if (text.trim() === '' || users.test(text)) return true;
  if (encrypted.some((one) => one.test(text))) return true;
  const kinds = [...text.matchAll(/^-----BEGIN ([A-Z0-9 ]+)-----/gm)].map(([, kind]) => kind!);
  return kinds.length > 0 && kinds.every((kind) => /CERTIFICATE|PUBLIC KEY|PARAMETERS/.test(kind));
}
