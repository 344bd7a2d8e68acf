import type { Redactor } from '@nixai/api';

type Kind = ' ' | '-' | '+';
interface Line {
  readonly kind: Kind;
  readonly text: string;
}

const context = 3;
/** Beyond so many changed lines the shortest way is not worth its time (it is quadratic). */
const mostSteps = 1000;

/** A unified diff of two texts, as git writes it (`patch -p1`); empty when they are equal. */
export function unifiedDiff(before: string, after: string, name: string): string {
  if (before === after) return '';
  const lines = changes(linesOf(before), linesOf(after));
  const shown = name.replace(/^\/+/, '');
  const header = `--- ${before === '' ? '/dev/null' : `a/${shown}`}\n+++ ${after === '' ? '/dev/null' : `b/${shown}`}\n`;
  return header + hunks(lines).join('');
}

/** The diff for a person to look at: a secret is named and not told, and another one has another name. */
export function diffWithoutSecrets(
  before: string,
  after: string,
  name: string,
  { redactLines }: Redactor,
): string {
  return unifiedDiff(redactLines(before), redactLines(after), name);
}

/** The lines, each with its end; a last one without says so, as patch wants it. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const ended = lines.map((line) => `${line}\n`);
  return last === '' ? ended : [...ended, `${last}\n\\ No newline at end of file\n`];
}

function changes(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const middle = shortestEdit(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  );
  const same = (text: string): Line => ({ kind: ' ', text });
  return [
    ...before.slice(0, start).map(same),
    ...middle,
    ...before.slice(before.length - end).map(same),
  ];
}

/** Myers, "An O(ND) Difference Algorithm and Its Variations" (1986). */
function shortestEdit(before: readonly string[], after: readonly string[]): Line[] {
  const trail: Map<number, number>[] = [];
  const furthest = new Map<number, number>([[1, 0]]);
  const at = (diagonal: number): number => furthest.get(diagonal) ?? -1;
  for (let steps = 0; steps <= Math.min(before.length + after.length, mostSteps); steps++) {
    trail.push(new Map(furthest));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const down =
        diagonal === -steps || (diagonal !== steps && at(diagonal - 1) < at(diagonal + 1));
      let x = down ? at(diagonal + 1) : at(diagonal - 1) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal])
        x++;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkBack(before, after, trail);
    }
  }
  return [
    ...before.map((text): Line => ({ kind: '-', text })),
    ...after.map((text): Line => ({ kind: '+', text })),
  ];
}

function walkBack(
  before: readonly string[],
  after: readonly string[],
  trail: readonly ReadonlyMap<number, number>[],
): Line[] {
  const lines: Line[] = [];
  let x = before.length;
  let y = after.length;
  for (let steps = trail.length - 1; steps >= 0; steps--) {
    const reached = trail[steps] ?? new Map<number, number>();
    const at = (diagonal: number): number => reached.get(diagonal) ?? -1;
    const diagonal = x - y;
    const down = diagonal === -steps || (diagonal !== steps && at(diagonal - 1) < at(diagonal + 1));
    const fromX = down ? at(diagonal + 1) : at(diagonal - 1);
    const fromY = fromX - (down ? diagonal + 1 : diagonal - 1);
    while (x > Math.max(fromX, 0) && y > Math.max(fromY, 0)) {
      lines.push({ kind: ' ', text: before[--x] ?? '' });
      y--;
    }
    if (steps === 0) break;
    if (down) lines.push({ kind: '+', text: after[--y] ?? '' });
    else lines.push({ kind: '-', text: before[--x] ?? '' });
  }
  return lines.reverse();
}

function hunks(lines: readonly Line[]): string[] {
  const changed = lines.flatMap(({ kind }, index) => (kind === ' ' ? [] : [index]));
  const spans: { from: number; to: number }[] = [];
  for (const index of changed) {
    const last = spans.at(-1);
    if (last !== undefined && index - context <= last.to) last.to = index + context + 1;
    else spans.push({ from: Math.max(0, index - context), to: index + context + 1 });
  }
  const count = (some: readonly Line[], kind: Kind): number =>
    some.filter((line) => line.kind !== kind).length;
  return spans.map(({ from, to }) => {
    const part = lines.slice(from, to);
    const range = (kind: Kind, sign: string): string => {
      const length = count(part, kind);
      // A range without lines is named after the line before it.
      return `${sign}${count(lines.slice(0, from), kind) + (length === 0 ? 0 : 1)},${length}`;
    };
    const body = part.map(({ kind, text }) => kind + text).join('');
    return `@@ ${range('+', '-')} ${range('-', '+')} @@\n${body}`;
  });
}
