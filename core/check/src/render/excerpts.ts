import { readFileSync, statSync } from 'node:fs';
import type { CheckFinding } from '@nixai/api';
import { fitToExcerpt, type Excerpt } from '@nixai/safety';

/** Characters of a line that are shown. */
const widest = 400;

/** A line of a file around what was found in it. */
export interface Shown {
  readonly text: string;
  /** The place in it. */
  readonly start: number;
  readonly end: number;
}

/**
 * The lines of what was found. What stands in a file is told like what a stranger says: harmless, and
 * without secrets.
 * @param texts those that are no files.
 */
export async function readExcerpts(
  findings: readonly CheckFinding[],
  texts: ReadonlyMap<string, string>,
): Promise<(finding: CheckFinding) => Shown | undefined> {
  const lines = new Map<string, Excerpt>();
  for (const file of new Set(findings.map((finding) => finding.file))) {
    const text = texts.get(file) ?? read(file);
    if (text !== undefined) lines.set(file, await fitToExcerpt(text));
  }
  return (finding) => {
    const own = lines.get(finding.file);
    return own === undefined ? undefined : shownOf(finding, own);
  };
}

function read(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

function shownOf({ line, column, endLine, endColumn }: CheckFinding, lines: Excerpt): Shown {
  const whole = lines.line(line);
  const last = endLine === line ? Math.max(column, endColumn - 1) : Infinity;
  const place = lines.span(line, column - 1, last);
  // What a program wrote may stand on one line; what lies around the place is told of it.
  const from = whole.length <= widest ? 0 : Math.max(0, place.start - widest / 4);
  const text = whole.slice(from, from + widest);
  const start = place.start - from;
  return { text, start, end: start + Math.max(1, Math.min(text.length, place.end - from) - start) };
}
