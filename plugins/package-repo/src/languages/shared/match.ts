import type { Fact } from '../../analyzer.js';
import { at } from '../../repo/view.js';

/** What a pattern's first group finds in a text, with its line. */
export function factIn(file: string, source: string, pattern: RegExp): Fact<string> | undefined {
  const found = pattern.exec(source);
  const value = found?.[1];
  return value === undefined ? undefined : { value, from: at(file, source, found!.index) };
}

/** All that a pattern's first group finds, each once. */
export function factsIn(file: string, source: string, pattern: RegExp): readonly Fact<string>[] {
  const found = new Map<string, Fact<string>>();
  for (const one of source.matchAll(pattern))
    if (one[1] !== undefined && !found.has(one[1]))
      found.set(one[1], { value: one[1], from: at(file, source, one.index) });
  return [...found.values()];
}
