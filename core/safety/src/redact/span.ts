import { mayFit } from './mayFit.js';

/** A secret in a text: where it stands, and what it is. */
export interface Span {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Kebab-case, part of the placeholder: `github-token`. */
  readonly kind: string;
}

/** Looks for secrets. Its time grows with the length of the text and no faster. */
export type Finder = (text: string) => Iterable<Span>;

/**
 * All matches, as `matchAll` finds them, which makes a copy of an expression each time: in most texts there
 * is nothing to find, and a text is looked through by some 200 expressions.
 * @param expression with the flag `g`.
 */
export function matchesOf(text: string, expression: RegExp): Iterable<RegExpExecArray> {
  if (!mayFit(text, expression)) return [];
  expression.lastIndex = 0;
  const isThere = expression.test(text);
  expression.lastIndex = 0;
  return isThere ? text.matchAll(expression) : [];
}

/** The places of a named group in all matches of an expression (flags `d` and `g`). */
export function* groupSpans(
  text: string,
  expression: RegExp,
  kind: string,
  group = 'secret',
): Generator<Span> {
  for (const match of matchesOf(text, expression)) {
    const [start, end] = match.indices?.groups?.[group] ?? [0, 0];
    if (end > start) yield { start, end, kind };
  }
}

/** Spans in order, those that overlap joined under the kind that was given first. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const rank = new Map(spans.map((span, index) => [span, index]));
  const inOrder = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const joined: { span: Span; rank: number }[] = [];
  for (const span of inOrder) {
    const last = joined.at(-1);
    const ranked = { span, rank: rank.get(span) ?? 0 };
    if (last === undefined || span.start >= last.span.end) joined.push(ranked);
    else {
      const { kind } = ranked.rank < last.rank ? span : last.span;
      const { start } = last.span;
      last.span = { start, end: Math.max(last.span.end, span.end), kind };
      last.rank = Math.min(last.rank, ranked.rank);
    }
  }
  return joined.map(({ span }) => span);
}

/** The parts of spans that lie outside of the gaps; both are in order, and none overlaps another. */
export function* withoutGaps(spans: readonly Span[], gaps: readonly Span[]): Generator<Span> {
  let next = 0;
  for (const { start: from, end, kind } of spans) {
    let start = from;
    while ((gaps[next]?.end ?? Infinity) <= start) next++;
    for (let gap = gaps[next]; gap !== undefined && gap.start < end; gap = gaps[++next]) {
      if (gap.start > start) yield { start, end: gap.start, kind };
      start = gap.end;
      if (gap.end > end) break;
    }
    if (start < end) yield { start, end, kind };
  }
}
