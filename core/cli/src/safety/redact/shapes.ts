/**
 * One kind of secret. `find` has the g flag and a group named `secret`; what stands before and
 * after it stays. No pattern repeats a repetition, so each is linear in the text.
 */
export interface Shape {
  readonly kind: string;
  readonly find: RegExp;
}

/** Values that only point at a secret, or say that there is none. */
export const harmless =
  /^(?:ENC\[.*|config\..*|\/run\/.*|\/var\/lib\/.*|\/etc\/.*|\$\{.*|\$[A-Z_]+|<SECRET:.*|\*+|x{3,}|\.{3}|…|null|true|false|changeme|example|placeholder)$/i;

const value = String.raw`(?<secret>[^\s"';,]{3,})`;
const quoted = String.raw`"(?<secret>[^"\n]{1,500})"`;

/** Every kind, the most telling first: what one has taken, a later one no longer sees. */
export const shapes: readonly Shape[] = [
  {
    kind: 'private-key',
    find: /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----(?<secret>[^-]{1,20000})-----END/g,
  },
  { kind: 'age-key', find: /(?<secret>AGE-SECRET-KEY-1[0-9A-Z]{40,})/g },
  {
    kind: 'password-hash',
    find: /(?<secret>\$(?:y|6|5|1|2[abxy]|gy|7|argon2id?)\$[^\s"':;]{8,})/g,
  },
  {
    kind: 'url-password',
    find: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"']{0,100}:(?<secret>[^\s/@"']{1,200})@/g,
  },
  { kind: 'nix-signing-key', find: /\b[\w.-]{1,60}-\d{1,3}:(?<secret>[A-Za-z0-9+/]{86}==)/g },
  {
    kind: 'nix-access-token',
    find: /\baccess-tokens\s*=\s*(?<secret>[^\n"']{6,})/g,
  },
  { kind: 'github-token', find: /(?<secret>\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}))/g },
  { kind: 'gitlab-token', find: /(?<secret>\bgl(?:pat|dt|rt|cbt|ptt|ft|soat)-[\w-]{16,})/g },
  { kind: 'anthropic-key', find: /(?<secret>\bsk-ant-[\w-]{16,})/g },
  { kind: 'openrouter-key', find: /(?<secret>\bsk-or-v1-[0-9a-f]{16,})/g },
  { kind: 'openai-key', find: /(?<secret>\bsk-(?:proj-|svcacct-)?[\w-]{20,})/g },
  { kind: 'google-key', find: /(?<secret>\bAIza[\w-]{30,})/g },
  { kind: 'aws-key', find: /(?<secret>\b(?:AKIA|ASIA)[0-9A-Z]{16}\b)/g },
  { kind: 'tailscale-key', find: /(?<secret>\btskey-[a-z]+-[\w-]{8,})/g },
  { kind: 'slack-token', find: /(?<secret>\bxox[abeoprs]-[\w-]{10,})/g },
  { kind: 'npm-token', find: /(?<secret>\bnpm_[A-Za-z0-9]{30,})/g },
  { kind: 'jwt', find: /(?<secret>\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})/g },
  {
    kind: 'authorization',
    find: /\bauthorization["']?\s*[:=]\s*["']?(?:(?:bearer|basic|token)\s+)?(?<secret>[^\s"']{6,})/gi,
  },
  { kind: 'bearer-token', find: /\bbearer\s+(?<secret>[\w.~+/-]{12,}=*)/gi },
  { kind: 'cookie', find: /\b(?:set-)?cookie\s*:\s*(?<secret>[^\n"']{6,})/gi },
  {
    kind: 'wireguard-key',
    find: /\b(?:private_?key|preshared_?key)\s*=\s*"?(?<secret>[A-Za-z0-9+/]{43}=)/gi,
  },
  {
    kind: 'netrc-password',
    find: /\bmachine\s+\S{1,200}\s+login\s+\S{1,200}\s+password\s+(?<secret>\S+)/g,
  },
  { kind: 'shadow-hash', find: /^[a-z_][\w-]{0,31}:(?<secret>[^:\s*!]{13,}):\d*:\d*:/gm },
  // Nix and JSON: the name of the attribute tells. A placeholder begins with `<` and is no name.
  {
    kind: 'password',
    find: new RegExp(
      String.raw`(?<![<\w])(?:\w{0,40}(?:password|passwd|passphrase|secret|apikey|api_key|authkey|auth_key|accesstoken|access_token|psk|pskraw)|token)\b"?\s*[=:]\s*${quoted}`,
      'gi',
    ),
  },
  {
    kind: 'password',
    find: new RegExp(
      String.raw`(?<![<\w])(?:\w{0,40}(?:password|passwd|passphrase|secret|api_?key|auth_?key|access_?token|psk)|token)\s*[=:]\s*${value}`,
      'gi',
    ),
  },
  { kind: 'command-password', find: /\s-p(?<secret>[^\s-]\S{5,})(?=\s+-|\s+\w+\s*$)/gm },
];
