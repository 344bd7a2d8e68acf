import { prefixedTokens } from './prefixedTokens.js';
import { matchesOf, type Span } from './span.js';
import { tokenShapes } from './shapes/index.js';

const notInsideAWord = '(?<![0-9A-Za-z])';

/** Those that are known by their form alone; the others are found by what they begin with. */
const formed = tokenShapes
  .filter(({ prefix }) => prefix === undefined)
  .map(({ kind, sign = '', rest, before = notInsideAWord }) => ({
    kind,
    sign,
    expression: new RegExp(before + rest, 'g'),
  }));
const prefixed = prefixedTokens(tokenShapes, notInsideAWord);

/** Secrets that are known by their shape, whole or broken over lines. */
export function* findTokens(text: string): Generator<Span> {
  yield* matches(text);
  yield* brokenOverLines(text);
}

function* matches(text: string): Generator<Span> {
  yield* prefixed(text);
  for (const { kind, sign, expression } of formed)
    if (text.includes(sign))
      for (const { index, 0: found } of matchesOf(text, expression))
        yield { start: index, end: index + found.length, kind };
}
/** Where a line was wrapped: by hand with a backslash or by width, the next one maybe indented or quoted. */
const wrap = /\\?\r?\n[ \t]{0,80}(?:> ?)?/g;

/**
 * Tokens that a line break cuts in two are found in a copy of the text without line breaks. There a
 * whole token at the end of a line may run on into the next line's first word, so that such a token
 * is only taken further where the next line goes on like a token.
 */
function* brokenOverLines(text: string): Generator<Span> {
  const breaks: { readonly joinedAt: number; readonly next: number; readonly end: number }[] = [];
  let joined = '';
  let from = 0;
  for (const { index, 0: gap } of matchesOf(text, wrap)) {
    joined += text.slice(from, index);
    from = index + gap.length;
    breaks.push({ joinedAt: joined.length, next: from, end: index });
  }
  if (breaks.length === 0) return;
  joined += text.slice(from);
  for (const { start, end, kind } of matches(joined)) {
    const first = lastBreakBefore(breaks, start + 1);
    const last = lastBreakBefore(breaks, end);
    if (first === last) continue;
    const cut = breaks[first + 1];
    if (cut === undefined) continue;
    const tail = joined.slice(cut.joinedAt, end);
    const quoted = isQuote(joined[start - 1]) && joined[start - 1] === joined[end];
    const goesOn = quoted || text[cut.end] === '\\' || isNoWord(tail);
    if (!goesOn && isWhole(joined.slice(start, cut.joinedAt), kind)) continue;
    yield { start: originalOf(first, start), end: originalOf(last, end), kind };
  }

  function originalOf(breakIndex: number, place: number): number {
    const at = breaks[breakIndex];
    return at === undefined ? place : at.next + (place - at.joinedAt);
  }
}

const isQuote = (character: string | undefined): boolean => character === '"' || character === "'";

/** Letters with digits among them, or with capitals after small ones. */
const isNoWord = (text: string): boolean => /[a-z]/i.test(text) && /\d|[a-z][A-Z]/.test(text);

function isWhole(part: string, kind: string): boolean {
  for (const span of matches(part)) if (span.kind === kind) return true;
  return false;
}

/** The index of the last break that lies before a place of the joined text; -1 if none does. */
function lastBreakBefore(breaks: readonly { readonly joinedAt: number }[], place: number): number {
  let low = 0;
  let high = breaks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((breaks[middle]?.joinedAt ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
