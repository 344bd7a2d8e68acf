import type { LogOrigin } from '@nixai/api';
import { cleanLines, longestLine, type CleanLine } from '../log/line.js';
import { withoutEscapes } from '../log/escapes.js';
import { createOrigin } from './origin.js';
import { createFindings } from './findings.js';
import type { Finding } from './finding.js';
import { findingOf } from './explain.js';
import type { RuleIndex, RulePattern } from './ruleIndex.js';
import { createBuilds, type FailedBuild } from './builds.js';
import { behind, beyond, createProgress } from './progress.js';
import { complaintsOf } from './complaints.js';
import { createSymptoms, type Symptom } from './symptom.js';
import { cell, cellOf, countNewlines, reach, windowAround, type Window } from './window.js';

/** What was read so far, and what was found in it. */
export interface Diagnosed {
  readonly findings: readonly Finding[];
  readonly symptoms: readonly Symptom[];
  readonly builds: readonly FailedBuild[];
  /** Whether a switch was begun, and nothing that speaks of a failure stands behind that. */
  readonly wentWell: boolean;
  readonly origin: LogOrigin;
  readonly lines: number;
  readonly bytes: number;
}

/** Reads a log piece by piece, in memory that does not grow with it. */
export interface Diagnoser {
  /** @returns what this piece completed. */
  push(chunk: Buffer): readonly Finding[];
  /** Nothing more came for a while: what is there is taken as it stands. */
  settle(): readonly Finding[];
  /** The log is over. */
  end(): Diagnosed;
}

/** A line that a rule may speak of, waiting for what stands below it. */
interface Pending {
  readonly offset: number;
  readonly line: number;
  readonly text: string;
  readonly pattern: RulePattern;
}

function keyOf({ pattern, text }: Pending): string {
  return `${pattern.rule.id}\n${text}`;
}

/** A line of somebody's source that a message shows, as Nix and compilers do: `   34|   throw "…"`. */
const isQuotedSource = (text: string): boolean => /^\s{0,24}\d{0,7} {0,2}\|(?:\s|$)/.test(text);

/** Windows that one rule may look at in `stretch` bytes: more would cost speed and tell nothing. */
const mostOfOneRule = 64;
const stretch = 16 * 1024 * 1024;
const mostRemembered = 4_096;
const longestEscape = 256;

/** @param index of all rules. */
export function createDiagnoser(index: RuleIndex): Diagnoser {
  const scanner = index.scanner();
  const findings = createFindings(index.rules);
  const symptoms = createSymptoms();
  const builds = createBuilds();
  const progress = createProgress();
  const origin = createOrigin();
  const activities = new Map<number, string>();
  /** Lines that were recognised, by rule and text: the same line again is only counted. */
  const seen = new Map<string, { finding?: Finding; times: number; last: number }>();
  const perRule = new Map<string, number>();
  let bytes: Buffer = Buffer.alloc(0);
  /** The beginning of an escape sequence that the next chunk goes on with. */
  let held: Buffer = Buffer.alloc(0);
  /** Where `bytes` begins in the whole log. */
  let base = 0;
  let scanned = 0;
  let total = 0;
  let lastLine = -1;
  /** Newlines before `counted`, which is an offset in `bytes`. */
  let newlines = 0;
  let counted = 0;
  let pending: Pending[] = [];
  let cached: Window | undefined;

  function lineNumberAt(offset: number): number {
    newlines += countNewlines(bytes, counted, offset);
    counted = Math.max(counted, offset);
    return newlines + 1;
  }

  function onAnchor(anchor: number, end: number): void {
    const previous = (looked.get(anchor) ?? -Infinity) - base;
    // A look at a line sees the same anchor again; a hostile line has a million of them.
    if (end - previous < longestLine / 4 && !bytes.subarray(previous, end).includes(10)) return;
    looked.set(anchor, base + end);
    const near = Math.max(0, end - longestLine / 2);
    const start = near + bytes.subarray(near, end).lastIndexOf(10) + 1;
    const number = lineNumberAt(start);
    // One look at a line is enough for its symptoms.
    const isSymptom = index.isSymptom(anchor);
    if (isSymptom && number === lastLine && index.patterns(anchor).length === 0) return;
    if (isSymptom) lastLine = number;
    calls.push({ anchor, start, number });
  }

  /** Where each anchor was last looked at, in the whole log. */
  const looked = new Map<number, number>();
  let calls: { anchor: number; start: number; number: number }[] = [];

  /** The lines that anchors were seen in, against the patterns of those anchors. */
  function match(): void {
    let at = -1;
    let lines: readonly CleanLine[] = [];
    for (const { anchor, start, number } of calls) {
      if (start !== at) lines = linesAt(start, number);
      at = start;
      for (const line of lines) {
        if (isQuotedSource(line.text)) continue;
        if (index.isSymptom(anchor)) {
          symptoms.add(line);
          builds.read(line);
          progress.read(line);
        }
        for (const pattern of index.patterns(anchor))
          if (pattern.line.test(line.text))
            remember({ offset: start, line: number, text: line.text, pattern });
      }
    }
    calls = [];
  }

  function linesAt(start: number, number: number): readonly CleanLine[] {
    const newline = bytes.indexOf(10, start);
    const end = Math.min(newline < 0 ? bytes.length : newline, start + longestLine);
    return cleanLines(bytes.toString('utf8', start, end), number, activities);
  }

  function remember(found: Pending): void {
    const key = keyOf(found);
    const known = seen.get(key);
    const place = base + found.offset;
    if (known !== undefined) {
      // One line can have several anchors of a rule.
      if (known.last === place) return;
      known.last = place;
      if (known.finding === undefined) known.times++;
      else findings.count(known.finding, 1);
      return;
    }
    const { id } = found.pattern.rule;
    const before = perRule.get(id) ?? 0;
    if (before >= mostOfOneRule) return;
    const [oldest] = seen.keys();
    if (seen.size >= mostRemembered && oldest !== undefined) seen.delete(oldest);
    perRule.set(id, before + 1);
    seen.set(key, { times: 0, last: place });
    pending.push(found);
  }

  /** Explains what has enough below it; with `all`, whatever there is. */
  function explain(all: boolean, final: boolean): readonly Finding[] {
    const ready = pending.filter(({ offset }) => all || isWhole(offset));
    const waiting = pending.filter((one) => !ready.includes(one));
    const fresh: Finding[] = [];
    for (const one of ready) {
      const found = findingOf(one, windowFor(one), origin.facts());
      if (found === undefined) {
        if (!final && !isWhole(one.offset)) waiting.push(one);
        continue;
      }
      if (findings.add(found)) fresh.push(found);
      const entry = seen.get(keyOf(one));
      if (entry !== undefined) {
        entry.finding = found;
        findings.count(found, entry.times);
      }
    }
    pending = waiting;
    return fresh;
  }

  /** Whether all that a window around it shows has come. */
  function isWhole(offset: number): boolean {
    return cellOf(base + offset) + cell + reach <= base + bytes.length;
  }

  function windowFor({ offset, line }: Pending): Window {
    if (cached?.cell !== cellOf(base + offset))
      cached = windowAround(bytes, base, offset, line, activities);
    return cached;
  }

  /** Forgets what no window can reach any more. */
  function forget(): void {
    const oldest = pending.reduce((least, { offset }) => Math.min(least, offset), bytes.length);
    // One line more than a window, whose first line has to be whole.
    const cut = Math.max(0, Math.min(oldest, scanned) - cell - reach - longestLine * 2);
    if (cut === 0) return;
    lineNumberAt(Math.max(cut, counted));
    bytes = bytes.subarray(cut);
    base += cut;
    scanned -= cut;
    counted -= cut;
    pending = pending.map((one) => ({ ...one, offset: one.offset - cut }));
    cached = undefined;
  }

  function scanTo(end: number): void {
    scanner.scan(bytes, scanned, end, onAnchor);
    scanned = end;
    lineNumberAt(end);
    match();
  }

  /** What was held back and the chunk, without an escape sequence that the chunk does not end. */
  function wholeSequences(chunk: Buffer): Buffer {
    const all = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const last = all.lastIndexOf(0x1b);
    const open = last >= 0 && all.length - last < longestEscape && all.indexOf(10, last) < 0;
    held = open ? all.subarray(last) : Buffer.alloc(0);
    return open ? all.subarray(0, last) : all;
  }

  return {
    push(chunk) {
      if (Math.floor(total / stretch) !== Math.floor((total + chunk.length) / stretch))
        perRule.clear();
      total += chunk.length;
      const clean = withoutEscapes(wholeSequences(chunk));
      bytes = bytes.length === 0 ? clean : Buffer.concat([bytes, clean]);
      cached = undefined;
      origin.read(clean);
      // A line is matched when it is whole, or too long to wait for.
      const whole = bytes.lastIndexOf(10) + 1;
      scanTo(Math.max(scanned, whole, bytes.length - longestLine));
      const fresh = explain(false, false);
      forget();
      return fresh;
    },
    settle() {
      perRule.clear();
      return explain(true, false);
    },
    end() {
      bytes = Buffer.concat([bytes, withoutEscapes(held)]);
      scanTo(bytes.length);
      explain(true, true);
      const last = bytes.length > 0 && bytes[bytes.length - 1] !== 10 ? 1 : 0;
      if (total <= longestLine && findings.ranked().length === 0)
        for (const line of complaintsOf(bytes.toString('utf8'), activities))
          symptoms.addAsked(line);
      const reached = progress.reached();
      const later = behind(reached, symptoms.list());
      const wentWell = reached > 0 && later.length === 0;
      return {
        findings: beyond(reached, findings.ranked()),
        symptoms: later,
        builds: wentWell ? [] : builds.list(),
        wentWell,
        origin: origin.facts(),
        lines: newlines + last,
        bytes: total,
      };
    },
  };
}
