import type { Span } from './span.js';

const begin = /-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----/g;
/** No private key is longer (RSA of 16,384 bits is 13 KB). */
const longest = 32_768;
/** What a key's lines are made of; a break may be written as `\n`, and a log puts a header before it. */
const body =
  /^(?:[\s"'+,;|>]|\\[nr]|[0-9A-Za-z+/=]{16,}|[A-Za-z-]{1,30}: [^\n]{0,200}\n|[0-9A-Za-z+/=]+(?=\s*(?:$|\n|\\n)))*/;

/** PEM blocks of private keys (RFC 7468, OpenSSH, OpenPGP), also those that are cut off. */
export function* findPrivateKeys(text: string): Generator<Span> {
  for (const match of text.matchAll(begin)) {
    const start = match.index + match[0].length;
    const window = text.slice(start, start + longest);
    const closed = window.indexOf(`-----END ${match[1] ?? ''}`);
    const end = closed >= 0 ? closed : (body.exec(window)?.[0].length ?? 0);
    if (end > 0) yield { start, end: start + end, kind: 'private-key' };
  }
}
