import type { Section } from './result.js';

/** Steps as a numbered list. */
export function numbered(steps: readonly string[]): string {
  return steps.map((step, i) => `${i + 1}. ${indented(step)}`).join('\n');
}

/** The first items of a list, as a list. */
export function firstLines(items: readonly string[], most: number): string {
  return items.slice(0, most).map(bullet).join('\n');
}

/** A section with a list, or none where the list is empty. */
export function listSection(
  kind: Section['kind'],
  title: string,
  items: readonly string[],
): Section[] {
  return textSection(kind, title, items.map(bullet).join('\n'));
}

/** A section, or none where there is nothing to say. */
export function textSection(
  kind: Section['kind'],
  title: string | undefined,
  text: string,
): Section[] {
  return text === '' ? [] : [{ kind, title, text }];
}

const bullet = (text: string): string => `- ${indented(text)}`;

const indented = (text: string): string => text.trim().replaceAll('\n', '\n   ');
