import { type Diagnosis, type DiagnosisRule, type LogContext, type LogOrigin } from '@nixai/api';
import { createEvidence } from '@nixai/contributions';
import { answerOf } from './answer.js';
import { blockAround } from './block.js';
import { contextOf } from './context.js';
import type { ExcerptLine, Finding, FindingFix } from './finding.js';
import { bySinceWhen } from './sinceWhen.js';
import { suits, wasTried } from './suits.js';
import { survived } from './survival.js';
import type { RulePattern } from './ruleIndex.js';
import type { Window } from './window.js';

const survivedConfidence = 0.2;

/** What a rule makes of a line in its window; undefined if it is something else after all. */
export function findingOf(
  {
    line,
    text,
    pattern,
  }: { readonly line: number; readonly text: string; readonly pattern: RulePattern },
  window: Window,
  origin: LogOrigin,
): Finding | undefined {
  const place = window.lines.findIndex((one) => one.number === line && one.text === text);
  // Of a line that is longer than any window only the part around the anchor is known.
  const { block, index } =
    place < 0
      ? { block: { lines: [{ text, number: line }] }, index: 0 }
      : blockAround(window.lines, place);
  const match = pattern.line.exec(text);
  if (match === null) return undefined;
  const { rule } = pattern;
  const context = contextOf(window.lines, place);
  const diagnosis = safely(rule, () =>
    rule.explain(createEvidence(block, index, match, origin, context)),
  );
  if (diagnosis === undefined) return undefined;
  const told = diagnosis.confidence ?? rule.confidence;
  const confidence = survived(block.lines, index) ? Math.min(told, survivedConfidence) : told;
  const fixes = bySinceWhen(rule.class, ordered(diagnosis.fixes, context, window.lines), context);
  return {
    ...diagnosis,
    fixes,
    // What is to be looked at first is no check as well.
    verify: diagnosis.verify.filter((line) => line !== fixes[0]?.code),
    rule: rule.id,
    class: rule.class,
    phase: rule.phase,
    title: rule.title,
    components: rule.components ?? [],
    docs: rule.docs,
    confidence,
    answer: answerOf({ class: rule.class, confidence, fixes }),
    line,
    excerpt: excerptOf(block.lines, index, match.index),
    count: 1,
    derivation: block.derivation,
    role: 'cause',
  };
}

/** A rule that throws finds nothing: a plugin's mistake must not hide what other rules find. */
function safely(rule: DiagnosisRule, explain: () => Diagnosis | undefined): Diagnosis | undefined {
  try {
    return explain();
  } catch (error) {
    process.emitWarning(`the diagnosis rule ${rule.id} failed: ${String(error)}`);
    return undefined;
  }
}

/** Those that hold where the log comes from, best first; what was run in vain behind them; then those for elsewhere. */
function ordered(
  fixes: Diagnosis['fixes'],
  context: LogContext,
  lines: Window['lines'],
): readonly FindingFix[] {
  const here = fixes.filter((fix) => suits(fix, context));
  const tried = here.filter((fix) => wasTried(fix, lines));
  const elsewhere = fixes.filter((fix) => !here.includes(fix));
  return [
    ...here.filter((fix) => !tried.includes(fix)),
    ...tried,
    ...elsewhere.map((fix) => ({ ...fix, elsewhere: true })),
  ];
}

const longestExcerpt = 400;

/** The lines around the one that was recognised; of a long one the part that was. */
function excerptOf(
  lines: readonly { readonly number: number; readonly text: string }[],
  index: number,
  match: number,
): ExcerptLine[] {
  const from = Math.max(0, index - 2);
  return lines.slice(from, index + 7).map(({ number, text }, at) => {
    const hit = from + at === index;
    const start = hit && match > longestExcerpt / 2 ? match - 40 : 0;
    return {
      line: number,
      text: `${start > 0 ? '…' : ''}${text.slice(start, start + longestExcerpt)}`,
      hit,
    };
  });
}
