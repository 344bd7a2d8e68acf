import { matchesOf, type Span } from './span.js';

const begin =
  /-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?|OpenVPN (?:Static key V1|tls-crypt-v2 (?:client|server) key))-----/g;
const ending = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
/** No private key is longer (RSA of 16,384 bits is 13 KB). */
const longest = 32_768;
/** What a key's lines are made of; a break may be written as `\n`. */
const body =
  /^(?:[\s"'+,;|>]|\\[nr]|[0-9A-Za-z+/=]{16,}|[A-Za-z-]{1,30}: [^\n]{0,200}\n|[0-9A-Za-z+/=]+(?=\s*(?:$|\n|\\n)))*/;
/** A line of a key, maybe behind what a log puts before it. */
const keyLine = /^(?:.{0,200}[\s|>:])?[0-9A-Za-z+/]{16,100}={0,2}\s{0,20}$/;
const lastLine = /^(?:.{0,200}[\s|>:])?[0-9A-Za-z+/]{1,100}={0,2}\s{0,20}$/;

/** PEM blocks of private keys (RFC 7468, OpenSSH, OpenPGP), also those that are cut off at an end. */
export function* findPrivateKeys(text: string): Generator<Span> {
  for (const match of matchesOf(text, begin)) {
    const start = match.index + match[0].length;
    const window = text.slice(start, start + longest);
    const closed = window.indexOf(`-----END ${match[1] ?? ''}`);
    const isLogged = /[^\s"'=:|>+-]/.test(lineBefore(text, match.index));
    const open = isLogged ? loggedLines(window) : (body.exec(window)?.[0].length ?? 0);
    const length = closed >= 0 ? closed : open;
    if (length > 0) yield { start, end: start + length, kind: 'private-key' };
  }
  yield* beforeEnds(text);
}

/** What stands before a place in its line. */
const lineBefore = (text: string, place: number): string =>
  text.slice(Math.max(text.lastIndexOf('\n', place - 1) + 1, place - 200), place);

/** How much of a text is lines of a key with a header of the log before each. */
function loggedLines(window: string): number {
  let length = body.exec(window)?.[0].length ?? 0;
  let at = window.indexOf('\n') + 1;
  while (at > 0 && at < window.length) {
    const end = window.indexOf('\n', at);
    const line = window.slice(at, end < 0 ? undefined : end);
    if (!keyLine.test(line)) break;
    length = Math.max(length, at + line.length);
    at = end + 1;
  }
  return length;
}

/** What a key's end has before it, as its beginning may be lost: a log shows only the last lines. */
function* beforeEnds(text: string): Generator<Span> {
  let from = 0;
  for (const { index, 0: found } of matchesOf(text, ending)) {
    const window = text.slice(Math.max(from, index - longest), index);
    from = index + found.length;
    const lines = window.split('\n');
    let first = lines.length - 1;
    const isLast = () => first === lines.length - 1;
    while (first > 0 && (isLast() ? lastLine : keyLine).test(lines[first - 1] ?? '')) first--;
    const start = index - lines.slice(first).join('\n').length;
    const ofKey = lines.slice(first, -1);
    if (ofKey.some((line) => keyLine.test(line))) yield { start, end: index, kind: 'private-key' };
  }
}
