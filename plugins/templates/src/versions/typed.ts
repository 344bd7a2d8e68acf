import type { TemplateValue } from '@nixai/contributions';
import type { Rendered } from './stamps.js';

/** Values as they were given before, as words; those of variables that are gone are left out. */
export function wordsOf(
  { values }: Pick<Rendered, 'values'>,
  names: readonly string[],
): Record<string, readonly string[]> {
  const known = Object.entries(values).filter(([name]) => names.includes(name));
  return Object.fromEntries(known.map(([name, value]) => [name, words(value)]));
}

const words = (value: TemplateValue): readonly string[] =>
  typeof value === 'object' ? value : [String(value)];
