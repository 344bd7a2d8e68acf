import type { CheckFinding } from '@nixai/api';
import type { FixResult } from '../fix/runFixes.js';

/**
 * What was mended, or the diff of what would be; then what has an edit that cannot be made.
 * @param findings what is left: of a sign that is missing the reason is told as well.
 */
export function renderFixes(
  { files, left, applied, change }: FixResult,
  findings: readonly CheckFinding[],
): string {
  const count = files.reduce((sum, { rules }) => sum + rules.length, 0);
  const mended = count === 1 ? '1 finding' : `${count} findings`;
  const where = files.length === 1 ? '1 file' : `${files.length} files`;
  const done = applied
    ? `Mended ${mended} in ${where}. To take that back: nixai undo ${change ?? ''}`.trimEnd()
    : `${files.map(({ diff }) => diff).join('')}${mended} in ${where} can be mended.`;
  return [
    count === 0 ? 'There is nothing that can be mended safely.' : done,
    ...left.map(({ rule, file, line, why }) => `${file}:${line}: ${rule} is not mended: ${why}`),
    ...(findings.some(({ rule }) => rule === 'syntax-missing-semicolon') ? [bySemicolon] : []),
  ].join('\n');
}

const bySemicolon = 'A missing `;` is not written by --fix: write it where it is shown.';
