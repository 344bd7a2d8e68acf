import type { Section, SectionKind } from '../result.js';

/** Each on its line, with what it is in front; steps are numbered where there are several. */
export function labelled(kind: SectionKind, name: string, items: readonly string[]): Section[] {
  if (items.length === 0) return [];
  const isNumbered = kind === 'steps' && items.length > 1;
  const text = items
    .map((item, i) => {
      const label = isNumbered ? `${name} ${i + 1}` : name;
      return `- **${label}:** ${item.trim().replaceAll('\n', '\n  ')}`;
    })
    .join('\n');
  return [{ kind, text }];
}
