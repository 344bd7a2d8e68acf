import { matchesOf, type Finder } from './span.js';

const named = String.raw`(?:secret|token|private|access|(?:api|access|auth|private|secret|client|app|account|license|service)[ _-]{0,2}key)`;

/** A name, and what stands right beside it: `acme SECRET 3kd…`, `acme-token-3kd…`, `('apiKey', '3kd…')`. */
const beside = new RegExp(
  String.raw`${named}s?["'\x60]?(?:[ \t]{1,8}|[ \t]{0,4},[ \t]{0,4}|[-.])["'\x60]{0,2}(?=[0-9A-Za-z+/])`,
  'gi',
);

/** One piece, to its end: no word with hyphens, no name of a file, no path. */
const piece =
  /(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[0-9A-Za-z+/]{20,200}={0,2})(?![\w+/=.:-])/iy;

/** Keys that stand beside their name with nothing that gives it to it; only what is one beyond doubt. */
export const findBesideNames: Finder = function* (text) {
  for (const match of matchesOf(text, beside)) {
    const start = match.index + match[0].length;
    piece.lastIndex = start;
    const [value] = piece.exec(text) ?? [];
    if (value !== undefined && (value.includes('-') || isKey(value)))
      yield { start, end: start + value.length, kind: 'api-key' };
  }
};

/** Letters and digits that take turns, as in no word and no name with a number in it. */
const isKey = (value: string): boolean =>
  (value.match(/\d/g)?.length ?? 0) * 12 >= value.length &&
  (value.match(/[A-Za-z]\d|\d[A-Za-z]/g)?.length ?? 0) >= 4;
