import { createHash, createHmac } from 'node:crypto';

/** A line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export interface KnownHost {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly marker?: 'revoked' | 'cert-authority';
  /** `|1|salt|hash`, or patterns with commas. */
  readonly names: string;
  readonly type: string;
  readonly key: Buffer;
}

/** Reads a known_hosts file; a line that is none is passed over, as ssh does. */
export function parseKnownHosts(text: string, file: string): readonly KnownHost[] {
  return text.split('\n').flatMap((line, at) => {
    const words = line.trim().split(/[ \t]+/);
    if (words[0] === undefined || words[0] === '' || words[0].startsWith('#')) return [];
    const marker = words[0].startsWith('@') ? words.shift()?.slice(1) : undefined;
    if (marker !== undefined && marker !== 'revoked' && marker !== 'cert-authority') return [];
    const [names, type, encoded] = words;
    if (names === undefined || type === undefined || encoded === undefined) return [];
    const key = Buffer.from(encoded, 'base64');
    if (typeOfKey(key) !== type) return [];
    return [{ file, line: at + 1, ...(marker && { marker }), names, type, key }];
  });
}

/** The type that a key names itself, in its first field; undefined where it has none. */
export function typeOfKey(key: Buffer): string | undefined {
  if (key.length < 4) return undefined;
  const length = key.readUInt32BE(0);
  return length > 64 || key.length < 4 + length ? undefined : key.toString('latin1', 4, 4 + length);
}

/** The name that known_hosts has for a host and a port. */
export const knownName = (host: string, port: number): string =>
  port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;

/** Whether a line is about a host. */
export function isAbout({ names }: KnownHost, name: string): boolean {
  if (names.startsWith('|')) {
    const [, version, salt = '', hash = ''] = names.split('|');
    if (version !== '1') return false;
    const wanted = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64');
    return wanted === hash;
  }
  let matches = false;
  for (const pattern of names.toLowerCase().split(',')) {
    const negated = pattern.startsWith('!');
    if (!matchesPattern(negated ? pattern.slice(1) : pattern, name)) continue;
    if (negated) return false;
    matches = true;
  }
  return matches;
}

/** OpenSSH's patterns: `*` is any text, `?` one character, all else is itself. */
export function matchesPattern(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/[^]/g, (one) =>
    one === '*' ? '[^]*' : one === '?' ? '[^]' : one.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&'),
  );
  return new RegExp(`^${source}$`).test(text);
}

/** What known_hosts has to say of a key that a host shows. */
export type Verdict =
  | { readonly outcome: 'known' }
  /** Nothing is said of the host; `authority` where only a certificate would do. */
  | { readonly outcome: 'unknown'; readonly authority: boolean }
  /** Another key is said to be its key, there. */
  | { readonly outcome: 'changed'; readonly file: string; readonly line: number }
  /** The key is said to be no good. */
  | { readonly outcome: 'revoked'; readonly file: string; readonly line: number };

/** Compares a host's key with what is known, as OpenSSH does with StrictHostKeyChecking. */
export function judgeKey(known: readonly KnownHost[], name: string, key: Buffer): Verdict {
  const about = known.filter((one) => isAbout(one, name));
  const revoked = about.find((one) => one.marker === 'revoked' && one.key.equals(key));
  if (revoked !== undefined) return { outcome: 'revoked', file: revoked.file, line: revoked.line };
  const plain = about.filter((one) => one.marker === undefined);
  if (plain.some((one) => one.key.equals(key))) return { outcome: 'known' };
  const other = plain.find((one) => one.type === typeOfKey(key)) ?? plain[0];
  if (other !== undefined) return { outcome: 'changed', file: other.file, line: other.line };
  return { outcome: 'unknown', authority: about.some((one) => one.marker === 'cert-authority') };
}

/** The types of key to ask a host for: those that are known of it, so that it can be recognised. */
export function keyTypes(known: readonly KnownHost[], name: string): readonly string[] {
  const types = known
    .filter((one) => one.marker === undefined && isAbout(one, name))
    .map(({ type }) => type);
  return [...new Set(types)].flatMap((type) =>
    type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type],
  );
}

/** `SHA256:…`, as ssh-keygen shows it. */
export const fingerprint = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
