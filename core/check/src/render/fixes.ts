import type { FixResult } from '../fix/runFixes.js';

/** What was mended, or the diff of what would be; then what has an edit that cannot be made. */
export function renderFixes({ files, left, applied, change }: FixResult): string {
  const count = files.reduce((sum, { rules }) => sum + rules.length, 0);
  const findings = count === 1 ? '1 finding' : `${count} findings`;
  const where = files.length === 1 ? '1 file' : `${files.length} files`;
  const done = applied
    ? `Mended ${findings} in ${where}. To take that back: nixai undo ${change ?? ''}`.trimEnd()
    : `${files.map(({ diff }) => diff).join('')}${findings} in ${where} can be mended.`;
  return [
    count === 0 ? 'There is nothing that can be mended safely.' : done,
    ...left.map(({ rule, file, line, why }) => `${file}:${line}: ${rule} is not mended: ${why}`),
  ].join('\n');
}
