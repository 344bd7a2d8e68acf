import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { createRedactor } from './redactor.js';

const letters = (length: number) =>
  randomBytes(length * 2)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, 'x')
    .slice(0, length);
const base64 = (bytes: number) => randomBytes(bytes).toString('base64');

/** Each makes a line with a fresh secret in it, so that none is ever committed. */
const secrets: Readonly<Record<string, () => readonly [line: string, secret: string]>> = {
  'a yescrypt hash': () =>
    withSecret(
      `$y$j9T$${letters(22)}$${letters(43)}`,
      (s) => `users.users.a.hashedPassword = "${s}";`,
    ),
  'a sha512 hash': () =>
    withSecret(`$6$${letters(16)}$${letters(60)}`, (s) => `initialHashedPassword = "${s}";`),
  'a bcrypt hash': () => withSecret(`$2b$12$${letters(53)}`, (s) => `htpasswd: admin:${s}`),
  'a password in Nix': () => withSecret(letters(7), (s) => `initialPassword = "${s}";`),
  'a psk': () => withSecret(letters(10), (s) => `networks.home.psk = "${s}";`),
  'a raw psk': () => withSecret(letters(64), (s) => `pskRaw = "${s}";`),
  'a WireGuard key': () => withSecret(base64(32), (s) => `privateKey = "${s}";`),
  'a WireGuard key in a conf': () => withSecret(base64(32), (s) => `PrivateKey = ${s}`),
  'a preshared key': () => withSecret(base64(32), (s) => `PresharedKey = ${s}`),
  'access tokens': () => withSecret(`github.com=${letters(30)}`, (s) => `access-tokens = ${s}`),
  netrc: () => withSecret(letters(12), (s) => `machine cache.example login me password ${s}`),
  'a Nix signing key': () => withSecret(base64(64), (s) => `cache.example-1:${s}`),
  'a URL password': () => withSecret(letters(9), (s) => `postgres://app:${s}@db.example/app`),
  'an age key': () => withSecret(`AGE-SECRET-KEY-1${letters(58).toUpperCase()}`, (s) => s),
  'a GitHub token': () => withSecret(`ghp_${letters(36)}`, (s) => `fetch with ${s} failed`),
  'a GitLab token': () => withSecret(`glpat-${letters(20)}`, (s) => `token ${s}`),
  'an OpenAI key': () => withSecret(`sk-proj-${letters(40)}`, (s) => `OPENAI_API_KEY=${s}`),
  'an OpenRouter key': () => withSecret(`sk-or-v1-${randomBytes(32).toString('hex')}`, (s) => s),
  'an Anthropic key': () => withSecret(`sk-ant-${letters(40)}`, (s) => s),
  'a Google key': () => withSecret(`AIza${letters(35)}`, (s) => s),
  'an AWS key': () => withSecret(`AKIA${letters(16).toUpperCase()}`, (s) => s),
  'a Tailscale key': () => withSecret(`tskey-auth-${letters(30)}`, (s) => `--authkey ${s}`),
  'a Slack token': () => withSecret(`xoxb-${letters(30)}`, (s) => s),
  'a JWT': () => withSecret(`eyJ${letters(20)}.eyJ${letters(30)}.${letters(20)}`, (s) => s),
  'a bearer header': () => withSecret(letters(30), (s) => `Authorization: Bearer ${s}`),
  'a cookie': () => withSecret(`session=${letters(20)}`, (s) => `Set-Cookie: ${s}`),
  'a shadow line': () =>
    withSecret(`$y$j9T$${letters(22)}$${letters(43)}`, (s) => `alice:${s}:19000:0:99999:7:::`),
  'a password of an environment': () =>
    withSecret(letters(9), (s) => `Environment=DB_PASSWORD=${s}`),
  'a private key over lines': () =>
    withSecret(
      `\n${letters(64)}\n${letters(64)}\n`,
      (s) => `-----BEGIN OPENSSH PRIVATE KEY-----${s}-----END OPENSSH PRIVATE KEY-----`,
    ),
};

function withSecret(secret: string, line: (secret: string) => string): [string, string] {
  return [line(secret), secret];
}

const innocent = [
  '/nix/store/0c0ni0p1dszvhaiq3vhgpj9bymlq1k4f-openssl-3.0.13/lib',
  'narHash = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";',
  'hash = "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";',
  'vendorHash = lib.fakeHash;',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0zQ0pZ8n4mX1o5 alice@laptop',
  'trusted-public-keys = cache.nixos.org-1:6NCHdD59X431o0gWypbMrAURkbJ16ZPMQFGspcDShjY=',
  'hashedPasswordFile = "/run/secrets/alice";',
  'passwordFile = config.sops.secrets.alice.path;',
  'password: ENC[AES256_GCM,data:abc,iv:def,tag:ghi,type:str]',
  'PasswordAuthentication = false;',
  'services.openssh.settings.PasswordAuthentication = false;',
  'device = "/dev/disk/by-uuid/5c1f3d7e-0b6f-4d0a-9f43-0b1c7a2d3e4f";',
  'SHA256:uNiVztksCsDhcc0u9e8BrwePgkmH7s5VXPkqA8Q5vJY',
  'https://user@github.com/NixOS/nixpkgs',
  'security.sudo.wheelNeedsPassword = false;',
];

describe('the redactor', () => {
  for (const [what, make] of Object.entries(secrets))
    it(`takes out ${what}`, () => {
      for (let round = 0; round < 12; round++) {
        const [line, secret] = make();
        const { text, counts } = createRedactor().redact(`before\n${line}\nafter`);
        expect(text, line).not.to.contain(secret);
        expect(text)
          .to.contain('<SECRET:')
          .and.to.match(/^before\n/)
          .and.to.match(/\nafter$/);
        expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).to.be.greaterThan(0);
      }
    });

  for (const line of innocent)
    it(`leaves ${line.slice(0, 60)}`, () => {
      expect(createRedactor().redact(line).text).to.equal(line);
    });

  it('gives the same secret the same placeholder, and puts it back', () => {
    const redactor = createRedactor();
    const [line] = secrets['a password in Nix']?.() ?? [''];
    const first = redactor.redact(line).text;
    expect(redactor.redact(line).text).to.equal(first);
    expect(redactor.restore(`use ${first}`)).to.equal(`use ${line}`);
  });

  it('changes nothing more when it is run again', () => {
    const redactor = createRedactor();
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = redactor.redact(text).text;
        expect(redactor.redact(once).text).to.equal(once);
      }),
      { numRuns: 10_000 },
    );
  });

  it('reads a megabyte of anything without backtracking', () => {
    for (const hostile of [
      'a',
      '-----BEGIN PRIVATE KEY-----',
      'password=',
      ':',
      'x://a:',
      'machine x login ',
    ])
      createRedactor().redact(hostile.repeat(1_000_000 / hostile.length));
  }).timeout(20_000);
});
