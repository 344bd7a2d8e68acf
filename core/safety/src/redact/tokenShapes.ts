/** A secret that is known by how it looks, wherever it stands. */
export interface TokenShape {
  readonly kind: string;
  /** A regular expression; every repetition in it is bounded. */
  readonly shape: string;
  /** What may not come right before it; by default a letter or digit, so that a hash is no token. */
  readonly before?: string;
}

const alnum = '[0-9A-Za-z]';
const word = '[0-9A-Za-z_]';
const urlSafe = '[0-9A-Za-z_-]';
const base64 = '[0-9A-Za-z+/]';

/**
 * Shapes as their issuers document them (GitHub "Token types", GitLab "Token prefixes", Slack "Token
 * types", AWS "IAM identifiers", crypt(5), age-keygen, nix-store --generate-binary-cache-key, …).
 */
export const tokenShapes: readonly TokenShape[] = [
  // crypt(5): yescrypt, gost-yescrypt, scrypt, SHA-crypt, bcrypt, MD5, Apache's, argon2. A shell or Nix
  // string has its dollars escaped.
  {
    kind: 'password-hash',
    shape: String.raw`\\?\$(?:y|gy|[1567]|2[abxy]|apr1|argon2(?:id|i|d))\\?\$[0-9A-Za-z./$=,+\\-]{20,300}`,
    before: '(?<![0-9A-Za-z$])',
  },
  {
    kind: 'password-hash',
    shape: String.raw`SCRAM-SHA-(?:1|256)\$\d{1,7}:${base64}{8,64}={0,2}\$${base64}{20,64}={0,2}:${base64}{20,64}={0,2}`,
  },
  // Tor's HashedControlPassword: the salt and count of OpenPGP's S2K, then SHA-1.
  { kind: 'password-hash', shape: '16:[0-9A-F]{58}(?![0-9A-F])' },
  { kind: 'age-key', shape: `AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{50,2000}` },
  { kind: 'age-key', shape: `age-secret-key-(?:pq-)?1[0-9a-z]{50,2000}` },
  { kind: 'age-key', shape: `AGE-PLUGIN-[0-9A-Z]{1,30}-1[0-9A-Z]{20,2000}` },
  // The seed and the public key, 64 bytes; a public key alone has 32. A signature has 64 as well, and
  // is told apart by where it stands: `Sig:` of a narinfo, `"signatures"` of `nix path-info --json`.
  {
    kind: 'nix-signing-key',
    shape: `[\\w.-]{1,100}:${base64}{86}==(?!${base64})`,
    before: String.raw`(?<![\w.-]|\bSig: ?|"(?:signatures|sigs)":\s{0,20}\[\s{0,20}(?:"[^"\n]{0,200}",\s{0,20}){0,4}")`,
  },
  // PEM once more in base64, as Kubernetes has it: "-----BEGIN " and what a private key goes on with.
  {
    kind: 'private-key',
    shape: `LS0tLS1CRUdJTi(?:BQUklW|BSU0Eg|BPUEVO|BFQyBQ|BFTkNS|BEU0Eg|BQR1AgUFJJ)${base64}{20,32000}={0,2}`,
  },
  { kind: 'github-token', shape: `gh[pousr]_${alnum}{36,251}` },
  { kind: 'github-token', shape: `github_pat_${word}{22,250}` },
  {
    kind: 'gitlab-token',
    shape: `gl(?:pat|dt|rt|ptt|ft|soat|cbt|agent|imt|ffct|oas|rtr)-${urlSafe}{20,300}(?:\\.${urlSafe}{2,40}){0,3}`,
  },
  { kind: 'gitlab-token', shape: `GR1348941${urlSafe}{20,40}` },
  { kind: 'openrouter-key', shape: 'sk-or-v1-[0-9a-f]{64}' },
  { kind: 'anthropic-key', shape: `sk-ant-${urlSafe}{30,250}` },
  { kind: 'openai-key', shape: `sk-(?:proj|svcacct|admin|None)-${urlSafe}{20,300}` },
  { kind: 'openai-key', shape: `sk-${alnum}{20,64}` },
  { kind: 'google-key', shape: `AIza${urlSafe}{35}` },
  { kind: 'google-key', shape: `AQ\\.${urlSafe}{40,120}` },
  { kind: 'google-token', shape: `ya29\\.${urlSafe}{20,1000}` },
  { kind: 'google-token', shape: `1//0[0-9a-z]${urlSafe}{30,200}` },
  { kind: 'google-token', shape: `GOCSPX-${urlSafe}{28}` },
  { kind: 'aws-key-id', shape: `(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![0-9A-Z])` },
  { kind: 'tailscale-key', shape: `tskey-(?:[a-z]{2,12}-)?${alnum}{6,40}(?:-${alnum}{10,80})?` },
  { kind: 'slack-token', shape: `xox[abceoprs]-(?:\\d-)?${urlSafe}{10,300}` },
  { kind: 'slack-token', shape: `xapp-\\d-${urlSafe}{10,300}` },
  {
    kind: 'webhook-url',
    shape: `hooks\\.slack\\.com/(?:services|workflows|triggers)/${alnum}{8,20}/${alnum}{8,20}/${alnum}{8,60}`,
  },
  {
    kind: 'webhook-url',
    shape: `discord(?:app)?\\.com/api/webhooks/\\d{15,22}/${urlSafe}{40,100}`,
  },
  { kind: 'discord-token', shape: `[MNO]${urlSafe}{22,27}\\.${urlSafe}{6}\\.${urlSafe}{27,40}` },
  { kind: 'telegram-token', shape: `\\d{8,10}:AA${urlSafe}{33}(?!${urlSafe})` },
  { kind: 'jwt', shape: `eyJ${urlSafe}{8,4000}\\.eyJ${urlSafe}{4,8000}\\.${urlSafe}{10,2000}` },
  // An encrypted one (RFC 7516).
  {
    kind: 'jwt',
    shape: `eyJ${urlSafe}{8,4000}\\.${urlSafe}{0,8000}\\.${urlSafe}{8,40}\\.${urlSafe}{4,8000}\\.${urlSafe}{16,100}`,
  },
  { kind: 'stripe-key', shape: `[srp]k_(?:live|test)_${alnum}{16,200}` },
  { kind: 'webhook-secret', shape: `whsec_${base64}{24,100}` },
  { kind: 'npm-token', shape: `npm_${alnum}{36}` },
  { kind: 'pypi-token', shape: `pypi-${urlSafe}{50,500}` },
  // So short a prefix begins many a word in base64.
  {
    kind: 'cargo-token',
    shape: `cio${alnum}{32}(?![0-9A-Za-z+/=$.-])`,
    before: '(?<![0-9A-Za-z+/$.-])',
  },
  { kind: 'huggingface-token', shape: `hf_${alnum}{30,60}` },
  { kind: 'digitalocean-token', shape: 'do[opr]_v1_[0-9a-f]{64}' },
  { kind: 'vault-token', shape: `hv[sbr]\\.${urlSafe}{24,300}` },
  { kind: 'terraform-token', shape: `${alnum}{14}\\.atlasv1\\.${urlSafe}{60,80}` },
  { kind: 'sendgrid-key', shape: `SG\\.${urlSafe}{22}\\.${urlSafe}{43}` },
  { kind: 'mailgun-key', shape: 'key-[0-9a-f]{32}' },
  { kind: 'groq-key', shape: `gsk_${alnum}{40,80}` },
  { kind: 'xai-key', shape: `xai-${alnum}{60,120}` },
  { kind: 'perplexity-key', shape: `pplx-${alnum}{40,80}` },
  { kind: 'replicate-token', shape: `r8_${alnum}{37,60}` },
  { kind: 'linear-key', shape: `lin_(?:api|oauth)_${alnum}{32,80}` },
  { kind: 'notion-token', shape: `ntn_${alnum}{40,60}` },
  { kind: 'figma-token', shape: `fig[du]_${urlSafe}{36,60}` },
  { kind: 'atlassian-token', shape: `ATATT3${urlSafe}{50,300}=${alnum}{8}` },
  { kind: 'docker-token', shape: `dckr_(?:pat|oat)_${urlSafe}{24,60}` },
  { kind: 'matrix-token', shape: `syt_${alnum}{4,100}_${alnum}{20}_${alnum}{6}` },
  { kind: 'grafana-token', shape: `glsa_${alnum}{32}_[0-9a-f]{8}` },
  { kind: 'grafana-token', shape: `glc_${base64}{32,300}={0,2}` },
  { kind: 'sentry-token', shape: `sntry[su]_${alnum}{30,400}` },
  { kind: 'databricks-token', shape: 'dapi[0-9a-f]{32}' },
  { kind: 'fly-token', shape: `fm[12][ar]?_${base64}{60,2000}={0,2}` },
  { kind: 'doppler-token', shape: `dp\\.(?:pt|st|ct|sa|scim|audit)\\.${alnum}{40,50}` },
  { kind: 'pulumi-token', shape: 'pul-[0-9a-f]{40}' },
  { kind: 'shopify-token', shape: 'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}' },
  { kind: 'rubygems-key', shape: 'rubygems_[0-9a-f]{48}' },
  { kind: 'postman-key', shape: 'PMAK-[0-9a-f]{24}-[0-9a-f]{34}' },
  { kind: 'onepassword-token', shape: `ops_eyJ${urlSafe}{100,1200}` },
  { kind: 'cloudflare-token', shape: 'v1\\.0-[0-9a-f]{24}-[0-9a-f]{146}' },
  { kind: 'nix-cache-token', shape: `(?:cachix|attic)_${alnum}{24,100}` },
];
