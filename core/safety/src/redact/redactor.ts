import type { Redaction, Redactor } from '@nixai/api';
import { finders } from './finders.js';
import { findRepeated } from './findRepeated.js';
import { knowWords } from './mayFit.js';
import { redactDeep } from './redactDeep.js';
import { createRedactingStream } from './redactingStream.js';
import { joinSpans, withoutGaps, type Span } from './span.js';
import { viewsOf } from './views.js';
import { wordsOfExpressions } from './wordsOfExpressions.js';

knowWords(wordsOfExpressions);

const placeholder = /<SECRET:(?<kind>[a-z0-9-]{1,40}):(?<number>\d{1,9})>/g;

/** Texts without a secret that are known at once, of so many characters: types, names of sets, sources. */
const mostHarmless = 2000;
const longestHarmless = 200;

/** A redactor for a session: a secret has the same placeholder wherever and whenever it comes. */
export function createRedactor(): Redactor {
  const placeholders = new Map<string, string>();
  const secrets = new Map<string, string>();
  const numbers = new Map<string, number>();

  function placeholderOf(secret: string, kind: string): string {
    const known = placeholders.get(secret);
    if (known !== undefined) return known;
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    const made = `<SECRET:${kind}:${number}>`;
    placeholders.set(secret, made);
    secrets.set(made, secret);
    return made;
  }

  /** Places of the placeholders that are there already. A foreign one must never become one of ours. */
  function placeholdersIn(text: string): Span[] {
    return [...text.matchAll(placeholder)].map(({ index, 0: shown, groups }) => {
      const { kind = '', number = '' } = groups ?? {};
      if (!secrets.has(shown)) numbers.set(kind, Math.max(numbers.get(kind) ?? 0, Number(number)));
      return { start: index, end: index + shown.length, kind };
    });
  }

  /** Every secret in a text, in order. */
  function secretsIn(text: string): Span[] {
    const shown = placeholdersIn(text);
    const known = new Set(placeholders.keys());
    const views = viewsOf(text);
    const found = finders.flatMap((find) =>
      views.flatMap((view) =>
        Array.from(find(view.text), (span) => {
          known.add(view.text.slice(span.start, span.end));
          return view.spanOf(span);
        }),
      ),
    );
    const repeated = views.flatMap((view) =>
      Array.from(findRepeated(view.text, known), (span) => view.spanOf(span)),
    );
    return [...withoutGaps(joinSpans([...found, ...repeated]), shown)];
  }

  /** The text with placeholders for those spans of it; counts them. */
  function replace(text: string, spans: readonly Span[], counts: Record<string, number>): string {
    let output = '';
    let from = 0;
    for (const { start, end, kind } of spans) {
      const made = placeholderOf(text.slice(start, end), kind);
      const [, madeKind = kind] = made.split(':');
      counts[madeKind] = (counts[madeKind] ?? 0) + 1;
      output += text.slice(from, start) + made;
      from = end;
    }
    return output + text.slice(from);
  }

  const harmless = new Set<string>();
  let secretsThen = 0;

  function redact(text: string): Redaction {
    const counts: Record<string, number> = {};
    // A secret that has become known since may stand in any of them.
    if (placeholders.size !== secretsThen || harmless.size >= mostHarmless) harmless.clear();
    secretsThen = placeholders.size;
    if (harmless.has(text)) return { text, counts };
    const found = replace(text, secretsIn(text), counts);
    const isShort = text.length <= longestHarmless && !text.includes('<SECRET:');
    if (found === text && isShort && placeholders.size === secretsThen) harmless.add(text);
    return { text: found, counts };
  }

  function restore(text: string): string {
    return text.replace(placeholder, (shown) => secrets.get(shown) ?? shown);
  }

  return {
    redact,
    redactLines: (text) =>
      redact(text).text.replace(
        placeholder,
        (shown) => shown + '\n'.repeat(breaksIn(restore(shown))),
      ),
    redactDeep: (value) =>
      redactDeep(value, {
        text: (text) => redact(text).text,
        value: (text, kind) => placeholderOf(text, kind),
      }),
    stream: () => createRedactingStream(secretsIn, (text, spans) => replace(text, spans, {})),
    restore,
  };
}

const breaksIn = (text: string): number => text.split('\n').length - 1;
