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
  /\.(?:pub|age|gpg|asc|nix|md|sops|enc|crt|cer)$|(?:^|\/)(?:public|test|tests|example|examples)\/|public/;

/** Those among names that are likely to be secrets in the clear. */
export const secretNames = (names: readonly string[]): readonly string[] =>
  names.filter((name) => secret.some((one) => one.test(name)) && !open.test(name));
