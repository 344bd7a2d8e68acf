import { samePath, withPlaceholders } from '@nixai/docs';
import { assignmentsOf, type Assignment } from '@nixai/machine';
import type { Attachment } from './attachment.js';
import { renameOf, renameRemark } from './renames.js';
import type { ContextLine } from './result.js';

const mostLines = 15;

type Path = readonly (string | undefined)[];

/**
 * The lines of a person's configuration that bear on an answer: those that set one of its options,
 * and those that use an option under a name that is an old one on that release.
 */
export function contextLines(
  attachments: readonly Attachment[],
  options: readonly string[],
  release: string,
): ContextLine[] {
  const wanted = options.map(withPlaceholders);
  const lines = attachments.flatMap(({ name, text }) => {
    const source = text.split('\n');
    return assignmentsOf(text).flatMap(({ path, line }): ContextLine[] => {
      const rename = renameOf(path.join('.'), release);
      if (rename === undefined && !wanted.some((option) => leadsTo(path, option))) return [];
      const shown = source[line - 1] ?? '';
      return [{ file: name, line, text: shown, remark: rename && renameRemark(rename) }];
    });
  });
  return onePerLine(lines).slice(0, mostLines);
}

/** The options that the attachments set, for a question that says "this". */
export function assignedPaths(attachments: readonly Attachment[]): string[] {
  const paths = attachments
    .flatMap(({ text }) => assignmentsOf(text))
    .map(({ path }: Assignment) => path);
  return [...new Set(paths.filter((path) => path.length > 1).map((path) => path.join('.')))];
}

/** True where the assignment is the option, or sets something below it. */
function leadsTo(path: readonly string[], option: Path): boolean {
  return path.length >= option.length && samePath(path.slice(0, option.length), option);
}

function onePerLine(lines: readonly ContextLine[]): ContextLine[] {
  const kept = new Map<string, ContextLine>();
  for (const line of lines) {
    const key = `${line.file}:${line.line}`;
    const before = kept.get(key);
    if (before?.remark === undefined) kept.set(key, line);
  }
  return [...kept.values()];
}
