import { isPlainValue, isSurelyRandom } from './plainValue.js';
import { matchesOf, type Finder, type Span } from './span.js';

const authorization =
  /\b(?:proxy-)?authorization(?:(?:\\{0,2}["'])?\s{0,4}[:=]\s{0,4}|\\{0,2}["']\s{0,4},\s{0,4}|[ \t](?=["'](?:basic|bearer|token)[ \t]))\[?\s{0,4}(?:\\{0,2}["'])?(?:(?:bearer|basic|token|digest|apikey|key|negotiate|ntlm|aws4-hmac-sha256)\s{1,4}|[a-z][\w-]{1,20}[ \t](?=[^\s"'\\,;<>]{0,40}\d[^\s"'\\,;<>]{6}))?(?<secret>(?:[a-z]{2,20}=\\{0,2}"[^"\n]{0,400}"(?:, ?)?){1,12}|[^\s"'\\,;<>]{4,4000}(?:, ?[a-z]{2,20}=[^\s"'\\]{1,200}){0,12})/dgi;
const bearer = /\bbearer\s{1,4}(?<secret>[\w.~+/-]{16,4000}={0,2})/dgi;
const apiKey =
  /\b(?:x-[\w-]{0,30}(?:key|token|secret|auth)|api-key|private-token)(?:\\{0,2}["'])?\s{0,4}:\s{0,4}(?:\\{0,2}["'])?(?<secret>[^\s"'\\,;<>]{6,4000})/dgi;
/** As a program sets one: `headers.set("Acme-Api-Key", "…")`. */
const setHeader =
  /["'](?:[a-z]{1,20}-){1,4}(?:key|token|secret)["']\s{0,4},\s{0,4}["'](?<secret>[^\s"'\\]{12,4000})["']/dgi;
const cookies =
  /\b(?:set-)?cookie(?:\\{0,2}["']\s{0,4},\s{0,4}\\{0,2}["']value\\{0,2}["']\s{0,4}:|\\{0,2}["']\s{0,4},|(?:\\{0,2}["'])?\s{0,4}:)\s{0,4}\[?\s{0,4}(?:\\{0,2}["'])?(?<pairs>[^\r\n"'\\]{1,8000})/dgi;
const pair = /(?<=^|;\s{0,4})(?<name>[^=;\s]{1,100})=(?<secret>[^;\s]{1,4000})/dg;
const cookieAttributes = /^(?:path|domain|expires|max-age|samesite|version|priority)$/i;

/** Keys and cookies in the headers of HTTP, as they stand in journals and in commands of curl. */
export const findHeaders: Finder = function* (text) {
  yield* filtered(text, authorization, 'authorization');
  yield* filtered(text, bearer, 'authorization');
  yield* filtered(text, apiKey, 'api-key');
  yield* filtered(text, setHeader, 'api-key', isSurelyRandom);
  yield* findCookies(text);
};

function* filtered(
  text: string,
  expression: RegExp,
  kind: string,
  isLikely: (value: string) => boolean = () => true,
): Generator<Span> {
  for (const match of matchesOf(text, expression)) {
    const [start, end] = match.indices?.groups?.['secret'] ?? [0, 0];
    const value = text.slice(start, end);
    if (end > start && !isPlainValue(value) && isLikely(value)) yield { start, end, kind };
  }
}

function* findCookies(text: string): Generator<Span> {
  for (const match of matchesOf(text, cookies)) {
    const [from, to] = match.indices?.groups?.['pairs'] ?? [0, 0];
    for (const one of text.slice(from, to).matchAll(pair)) {
      const [start, end] = one.indices?.groups?.['secret'] ?? [0, 0];
      if (
        cookieAttributes.test(one.groups?.['name'] ?? '') ||
        isPlainValue(one.groups?.['secret'] ?? '')
      )
        continue;
      yield { start: from + start, end: from + end, kind: 'cookie' };
    }
  }
}
