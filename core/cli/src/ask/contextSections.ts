import type { OwnFindings } from './ownFindings.js';
import { textSection } from './lists.js';
import type { ContextLine, Section } from './result.js';

/** The lines of the person's own configuration that bear on the answer; what was found in it is said already. */
export function contextSections(context: readonly ContextLine[], own?: OwnFindings): Section[] {
  const found = new Set(own?.findings.map(({ file, line }) => `${file}:${line}`));
  const others = context.filter(({ file, line }) => !found.has(`${file}:${line}`));
  const lines = others.map(
    ({ file, line, text, remark }) =>
      `- ${file}:${line}: \`${text.trim().replaceAll('`', "'")}\`${remark === undefined ? '' : ` — ${remark}`}`,
  );
  return textSection('context', 'In your configuration', lines.join('\n'));
}
